/** Waits until a condition holds, however the page brings it about, and answers how long it took in ms. */
export async function until(what: string, withinMs: number, holds: () => Promise<boolean>): Promise<number> {
  const started = performance.now();
  while (!(await holds())) {
    if (performance.now() - started > withinMs) throw new Error(`${what}: not within ${withinMs} ms`);
  }
  return performance.now() - started;
}
