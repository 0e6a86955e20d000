import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { cx } from './cx.ts';
import type { MenuEntry } from './menu-entry.ts';
import * as messages from './messages.ts';

const ITEM =
  'flex min-h-9 items-center gap-3 rounded-lg px-2.5 text-14 outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-[color-mix(in_srgb,var(--text)_9%,transparent)] touch:min-h-11';

function Entry({ entry }: { readonly entry: MenuEntry }) {
  switch (entry.kind) {
    case 'label':
      return <Radix.Label className="px-2.5 pt-1.5 pb-1 text-12 font-semibold text-muted">{entry.name}</Radix.Label>;
    case 'line':
      return <Radix.Separator className="mx-1 my-1.5 h-px bg-hairline" />;
    case 'link':
      return (
        <Radix.Item asChild className={ITEM}>
          <Link to={entry.to}>
            {entry.icon}
            {entry.name}
          </Link>
        </Radix.Item>
      );
    case 'item':
      return (
        <Radix.Item onSelect={entry.onSelect} className={cx(ITEM, entry.danger === true && 'text-error')}>
          {entry.icon}
          <span className="min-w-0 flex-1 truncate">{entry.name}</span>
          {entry.aside !== undefined && <span className="shrink-0 text-12 text-muted">{entry.aside}</span>}
          {entry.current === true && <Check className="size-4 text-accent" aria-label={messages.currentChoice} />}
        </Radix.Item>
      );
  }
}

/** Portal into the main landmark, so that screen readers find the menu there; into the body while a dialog is open. */
const landmark = (): HTMLElement | null =>
  document.querySelector('[role="dialog"]') === null ? document.getElementById('main') : null;

/** The menu itself, open as soon as it is mounted. */
export function MenuPopup({
  trigger,
  entries,
  align,
  onClose,
  returnFocus,
}: {
  readonly trigger: ReactNode;
  readonly entries: readonly MenuEntry[];
  readonly align: 'start' | 'end';
  readonly onClose?: () => void;
  /** Moves the focus when the menu closes, where that is not to the trigger. */
  readonly returnFocus?: () => void;
}) {
  return (
    <Radix.Root modal={false} defaultOpen onOpenChange={(open) => !open && onClose?.()}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={landmark()}>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={12}
          {...(returnFocus !== undefined && {
            onCloseAutoFocus: (event: Event) => {
              event.preventDefault();
              returnFocus();
            },
          })}
          className="z-40 max-h-[var(--radix-dropdown-menu-content-available-height)] max-w-72 min-w-48 animate-enter overflow-y-auto rounded-xl border border-hairline bg-raised p-1.5 shadow-float"
        >
          {entries.map((entry) => (
            <Entry key={`${entry.kind} ${entry.name}`} entry={entry} />
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
