import type { Connectivity } from '../../ports/environment.ts';

type Change = Parameters<Parameters<Connectivity['subscribe']>[0]>[0];

/** What the page and the browser tell about their surroundings. */
export const browserConnectivity: Connectivity = {
  online: () => navigator.onLine,
  visible: () => document.visibilityState === 'visible',
  subscribe(listener) {
    const ending = new AbortController();
    const on = (target: EventTarget, event: string, change: () => Change) =>
      target.addEventListener(event, () => listener(change()), { signal: ending.signal });
    on(window, 'online', () => 'online');
    on(window, 'offline', () => 'offline');
    on(document, 'visibilitychange', () => (document.visibilityState === 'visible' ? 'visible' : 'hidden'));
    // A window beside another one is visible all the time; looking at it again is what asks for news.
    on(window, 'focus', () => 'visible');
    // Brought back from the back/forward cache: the page slept, its socket is gone, and nothing else tells.
    on(window, 'pageshow', () => 'visible');
    on(window, 'pagehide', () => 'hidden');
    return () => ending.abort();
  },
};
