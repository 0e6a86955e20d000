import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time, microseconds. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

const parseEvents = (trace: Buffer): readonly TraceEvent[] => JSON.parse(trace.toString('utf8')).traceEvents;

/**
 * Records the tasks of the pages' main threads. The returned function stops recording and resolves with the CPU time of each
 * task, in milliseconds. CPU time, because wall-clock time also depends on what else the machine is doing.
 */
export async function recordTasks(browser: Browser, page: Page): Promise<() => Promise<readonly number[]>> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  return async () => {
    const events = parseEvents(await browser.stopTracing());
    const mainThreads = new Set(
      events
        .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
        .map(({ pid, tid }) => `${pid}/${tid}`),
    );
    return events
      .filter(({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && mainThreads.has(`${pid}/${tid}`))
      .map(({ tdur = 0 }) => tdur / 1000);
  };
}
