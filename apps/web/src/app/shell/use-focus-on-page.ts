import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** Focuses the page's heading. True when it did, or when something else holds the focus on purpose. */
function focusHeading(main: HTMLElement): boolean {
  const heading = main.querySelector('h1');
  if (heading === null) return false;
  const active = document.activeElement;
  // A dialog or a field of the new page that took the focus keeps it.
  if (document.querySelector('[role="dialog"]') !== null) return true;
  if (active !== main && main.contains(active)) return true;
  heading.tabIndex = -1;
  heading.style.outline = 'none';
  heading.focus({ preventScroll: true });
  return true;
}

/** Moves the focus to the heading of a new page, so that screen readers announce it. Waits for a lazy page to render. */
export function useFocusOnPage(): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    const main = document.getElementById('main');
    if (main === null || shown.current === pathname) return;
    shown.current = pathname;
    if (focusHeading(main)) return;
    const observer = new MutationObserver(() => {
      if (focusHeading(main)) observer.disconnect();
    });
    observer.observe(main, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [pathname]);
}
