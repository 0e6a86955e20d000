import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { cx } from './cx.ts';
import * as messages from './messages.ts';

const WIDTHS = { sm: 'desk:max-w-md', md: 'desk:max-w-xl', lg: 'desk:max-w-3xl' } as const;

interface ModalProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** To the left of the title. */
  readonly icon?: ReactNode;
  /** To the right of the title. */
  readonly aside?: ReactNode;
  readonly size?: keyof typeof WIDTHS;
  readonly open?: boolean;
  readonly onClose: () => void;
  /** Stays visible below the scrolling content. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** A dialog on desktop, a bottom sheet on phones. Escape and the close button call `onClose`; a click outside does not. */
export function Modal({
  title,
  description,
  icon,
  aside,
  size = 'md',
  open = true,
  onClose,
  footer,
  children,
}: ModalProps) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-[rgb(0_0_0/0.6)]" />
        <Radix.Content
          data-sheet
          // A stray tap must not discard unsaved changes.
          onPointerDownOutside={(event) => event.preventDefault()}
          onInteractOutside={(event) => event.preventDefault()}
          {...(description === undefined && { 'aria-describedby': undefined })}
          className={cx(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[calc(100dvh-5.5rem-env(safe-area-inset-top))] animate-sheet flex-col rounded-t-[20px] border border-hairline bg-surface shadow-float [--icon-ring:var(--surface)]',
            'desk:inset-x-auto desk:top-1/2 desk:bottom-auto desk:left-1/2 desk:max-h-[88dvh] desk:w-[calc(100%-3rem)] desk:-translate-x-1/2 desk:-translate-y-1/2 desk:animate-fade desk:rounded-[18px]',
            WIDTHS[size],
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-5 pb-3 desk:px-6">
            {icon}
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-22 font-bold tracking-[-0.02em]">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="mt-1 text-14 text-secondary">{description}</Radix.Description>
              )}
            </div>
            {aside}
            <Radix.Close asChild>
              <IconButton label={messages.close} className="-mt-1 -mr-2">
                <X className="size-5" aria-hidden="true" />
              </IconButton>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pt-1 pb-5 desk:px-6">{children}</div>
          {footer !== undefined && (
            <footer className="flex flex-wrap items-center justify-end gap-3 border-t max-[360px]:gap-2 max-[360px]:[&_button]:px-3! border-hairline px-5 py-3.5 pb-[max(0.875rem,env(safe-area-inset-bottom))] desk:px-6">
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
