/**
 * Runs work with a signal. Rejects after `ms`, or as soon as `outer` aborts, even if the work ignores its signal:
 * auth-js, for one, retries for 25 s without a network and cannot be aborted.
 */
export function withDeadline<T>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const controller = new AbortController();
    const stop = (reason: unknown) => {
      controller.abort(reason);
      reject(reason);
    };
    const abort = () => stop(outer?.reason ?? new DOMException('Stopped.', 'AbortError'));
    const timer = setTimeout(() => stop(new DOMException('No answer in time.', 'TimeoutError')), ms);
    outer?.addEventListener('abort', abort, { once: true });
    const done = () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', abort);
    };
    if (outer?.aborted) abort();
    work(controller.signal).then(resolve, reject).finally(done);
  });
}
