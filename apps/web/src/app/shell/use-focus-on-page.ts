import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** Puts the focus on the heading; true when there is nothing left to do. */
function focusHeading(main: HTMLElement): boolean {
  const heading = main.querySelector('h1');
  if (heading === null) return false;
  const active = document.activeElement;
  // What took the focus on purpose (a dialog, a field of the new page) keeps it.
  if (document.querySelector('[role="dialog"]') !== null) return true;
  if (active !== main && main.contains(active)) return true;
  heading.tabIndex = -1;
  heading.style.outline = 'none';
  heading.focus({ preventScroll: true });
  return true;
}

/** A new page is told to who does not see it: the focus goes to its heading, as soon as that is there. */
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
