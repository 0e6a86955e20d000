/** After the load, ms: by then the first picture stands, also on a slow phone, and nobody waits for what comes later. */
const FIRST_PICTURE_MS = 1500;
/** So long at most for a moment in which nothing is going on, ms. */
const PATIENCE_MS = 3000;

const loaded = (): Promise<unknown> =>
  document.readyState === 'complete'
    ? Promise.resolve()
    : new Promise((resolve) => addEventListener('load', resolve, { once: true }));

let firstPicture: Promise<unknown> | null = null;

/** Resolves when what nobody waits for can be done: after the first picture, between the things that somebody does. */
export async function whenIdle(): Promise<void> {
  firstPicture ??= loaded().then(() => new Promise((resolve) => setTimeout(resolve, FIRST_PICTURE_MS)));
  await firstPicture;
  // Safari has no such callback; a turn of its own is the next best.
  await new Promise<unknown>((resolve) =>
    'requestIdleCallback' in window
      ? requestIdleCallback(resolve, { timeout: PATIENCE_MS })
      : setTimeout(resolve, FIRST_PICTURE_MS / 10),
  );
}
