/** After the load event, ms: by then the first paint is done even on a slow phone. */
const FIRST_PAINT_MS = 1500;
/** The longest wait for an idle moment, ms. */
const PATIENCE_MS = 3000;

const loaded = (): Promise<unknown> =>
  document.readyState === 'complete'
    ? Promise.resolve()
    : new Promise((resolve) => addEventListener('load', resolve, { once: true }));

let firstPaint: Promise<unknown> | null = null;

/** Resolves when deferred work can run: after the first paint, while the browser is idle. */
export async function whenIdle(): Promise<void> {
  firstPaint ??= loaded().then(() => new Promise((resolve) => setTimeout(resolve, FIRST_PAINT_MS)));
  await firstPaint;
  // Safari has no requestIdleCallback; a short timeout is the closest thing.
  await new Promise<unknown>((resolve) =>
    'requestIdleCallback' in window
      ? requestIdleCallback(resolve, { timeout: PATIENCE_MS })
      : setTimeout(resolve, FIRST_PAINT_MS / 10),
  );
}
