/** Resolves with whether the work succeeded in time; never rejects. Late work continues in the background. */
export function withTimeout(ms: number, work: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    const end = (done: boolean) => {
      clearTimeout(timer);
      resolve(done);
    };
    work.then(
      () => end(true),
      () => end(false),
    );
  });
}
