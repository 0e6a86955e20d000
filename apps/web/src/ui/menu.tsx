import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** A menu that opens from `trigger` (one element that takes a ref). */
export function Menu({
  trigger,
  align = 'end',
  children,
}: {
  readonly trigger: ReactNode;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={12}
          className="z-40 max-h-[var(--radix-dropdown-menu-content-available-height)] min-w-48 animate-enter overflow-y-auto rounded-xl border border-hairline bg-raised p-1.5 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const ITEM =
  'flex min-h-9 items-center gap-3 rounded-lg px-2.5 text-14 outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-[color-mix(in_srgb,var(--text)_9%,transparent)] touch:min-h-11';

export function MenuItem({
  icon,
  danger = false,
  onSelect,
  disabled = false,
  asChild = false,
  children,
}: {
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly onSelect?: () => void;
  readonly disabled?: boolean;
  /** The one child (a link) becomes the item. */
  readonly asChild?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Radix.Item
      asChild={asChild}
      disabled={disabled}
      {...(onSelect && { onSelect })}
      className={cx(ITEM, danger ? 'text-error' : 'text-text')}
    >
      {asChild ? (
        children
      ) : (
        <>
          {icon}
          {children}
        </>
      )}
    </Radix.Item>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className="mx-1 my-1.5 h-px bg-hairline" />;
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <Radix.Label className="px-2.5 pt-1.5 pb-1 text-12 font-semibold text-muted">{children}</Radix.Label>;
}
