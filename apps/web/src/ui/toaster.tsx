import type { ReactNode } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import 'sonner/dist/styles.css';
import * as messages from './messages.ts';
import { useIsDesk } from './use-media-query.ts';

/**
 * Above the navigation and above a bar on top of it; above an open sheet (styles.css). In rem, because the navigation
 * grows with the text. For `mobileOffset` Sonner counts only windows under 600 pixels, the phone layout goes up to 900.
 */
const ABOVE_NAVIGATION = {
  bottom: 'calc(5rem + var(--above-navigation, 0px) + env(safe-area-inset-bottom))',
  left: 12,
  right: 12,
};

/** Where toasts appear: bottom right on desktop; on phones above the navigation, or above a sheet. Mounted empty, so that screen readers announce the first one. */
export function Toaster() {
  const desk = useIsDesk();
  return (
    <Sonner
      customAriaLabel={messages.notifications}
      position={desk ? 'bottom-right' : 'bottom-center'}
      offset={desk ? 24 : ABOVE_NAVIGATION}
      mobileOffset={ABOVE_NAVIGATION}
      visibleToasts={4}
      gap={10}
      style={{ fontFamily: 'inherit', '--width': '380px' }}
      toastOptions={{ unstyled: true, className: 'desk:w-(--width)' }}
    />
  );
}

interface ToastContent {
  /** A toast with the same id replaces the earlier one. */
  readonly id?: string;
  readonly title: string;
  readonly detail?: string | null;
  readonly icon?: ReactNode;
  readonly action?: { readonly label: string; readonly onPress: () => void };
  /** Milliseconds; 5 s by default. */
  readonly duration?: number;
}

const DURATION_MS = 5_000;

/** Shows a short message that disappears by itself. Never the only place of an error or an undo. */
export function showToast({ id, title, detail, icon, action, duration = DURATION_MS }: ToastContent): string | number {
  return toast.custom(
    (shown) => (
      <div className="pointer-events-auto flex w-full items-center gap-3 rounded-[14px] border border-hairline bg-raised px-4 py-3 text-text shadow-float">
        {icon}
        <div className="min-w-0 flex-1">
          <p className="text-14 font-semibold">{title}</p>
          {detail != null && <p className="line-clamp-2 text-13 text-secondary">{detail}</p>}
        </div>
        {action !== undefined && (
          <button
            type="button"
            onClick={() => {
              toast.dismiss(shown);
              action.onPress();
            }}
            className="-mr-1 h-9 shrink-0 rounded-lg px-3 text-14 font-semibold text-accent hover:bg-surface touch:h-11"
          >
            {action.label}
          </button>
        )}
      </div>
    ),
    { duration, ...(id !== undefined && { id }) },
  );
}

export const dismissToast = (id: string | number) => toast.dismiss(id);
