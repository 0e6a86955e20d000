import { useEffect } from 'react';
import { useLocation, useNavigationType } from 'react-router';

/** Scrolls a new page to its top. On Back the browser restores the position itself. */
export function useScrollToTop(): void {
  const { pathname } = useLocation();
  const type = useNavigationType();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what the scrolling follows
  useEffect(() => {
    if (type !== 'POP') window.scrollTo(0, 0);
  }, [pathname, type]);
}
