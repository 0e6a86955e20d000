import type { Connectivity } from '../../ports/environment.ts';

type Change = Parameters<Parameters<Connectivity['subscribe']>[0]>[0];

/** Connectivity and visibility as the browser reports them. */
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
    // A window beside another one stays visible all the time; focusing it should check for changes.
    on(window, 'focus', () => 'visible');
    // Restored from the back/forward cache: the page was suspended and its socket closed, and no other event reports it.
    on(window, 'pageshow', () => 'visible');
    on(window, 'pagehide', () => 'hidden');
    return () => ending.abort();
  },
};
