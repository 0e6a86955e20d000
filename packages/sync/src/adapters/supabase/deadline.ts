/**
 * Runs work that takes a signal and gives up on it after `ms`, or as soon as `outer` aborts, whether or not the work
 * heeds its signal: auth-js, for one, keeps trying for 25 s without a network and cannot be told to stop.
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
