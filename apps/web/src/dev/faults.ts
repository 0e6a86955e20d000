import { Store } from '../lib/store.ts';

/** Faults simulated between the engine and the browser. Kept in memory, so a reload ends all of them. */
export interface Faults {
  readonly offline: boolean;
  /** Added to every request and every message, in ms. */
  readonly latencyMs: number;
  /** Share of requests, 0 to 100, that never reach the server. */
  readonly lossPercent: number;
  /** Share of responses, 0 to 100, that are lost after the server has committed. */
  readonly lostAnswersPercent: number;
  /** The status that every sync request gets instead of a real response; with 401 the session cannot be refreshed either. */
  readonly status: 'none' | '401' | '429' | '500';
  /** silent: the channel is joined, but broadcasts are dropped. down: no socket. */
  readonly realtime: 'on' | 'silent' | 'down';
  /** Added to the device's clock, in ms. */
  readonly clockMs: number;
}

export const NO_FAULTS: Faults = {
  offline: false,
  latencyMs: 0,
  lossPercent: 0,
  lostAnswersPercent: 0,
  status: 'none',
  realtime: 'on',
  clockMs: 0,
};

export const faults = new Store<Faults>(NO_FAULTS);

export function setFaults(change: Partial<Faults>): void {
  faults.set({ ...faults.get(), ...change });
}

const HOUR_MS = 3_600_000;

/** One phrase per active fault. Every tab shows them, so that nobody takes a simulated fault for a bug. */
export function describeFaults(now: Faults): readonly string[] {
  return [
    now.offline && 'offline',
    now.latencyMs > 0 && `${now.latencyMs} ms latency`,
    now.lossPercent > 0 && `${now.lossPercent} % of requests lost`,
    now.lostAnswersPercent > 0 && `${now.lostAnswersPercent} % of responses lost`,
    now.status !== 'none' && `responses are ${now.status}`,
    now.realtime === 'silent' && 'silent socket',
    now.realtime === 'down' && 'no socket',
    now.clockMs !== 0 && `clock ${now.clockMs > 0 ? '+' : '-'}${Math.abs(now.clockMs / HOUR_MS)} h`,
  ].filter((words) => words !== false);
}
