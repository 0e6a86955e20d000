import type { Device } from './device.ts';

/** Goes to another page of the app as a link does: nothing is loaded anew. */
export async function goTo(device: Device, path: string): Promise<void> {
  await device.page.evaluate((to) => {
    const state = { key: crypto.randomUUID(), idx: (history.state?.idx ?? 0) + 1 };
    history.pushState(state, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state }));
  }, path);
}
