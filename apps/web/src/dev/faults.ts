import { Store } from '../lib/store.ts';

/** What the simulators put between the engine and the world. Kept in memory: a reload is the end of every disturbance. */
export interface Faults {
  readonly offline: boolean;
  /** Added to every request and every message, in ms. */
  readonly latencyMs: number;
  /** Share of requests, 0 to 100, that never reach the server. */
  readonly lossPercent: number;
  /** Share of answers, 0 to 100, that are lost after the server has done the work. */
  readonly lostAnswersPercent: number;
  /** What every request of sync is answered with instead; with 401 the session cannot be renewed either. */
  readonly status: 'none' | '401' | '429' | '500';
  /** silent: joined, but nothing comes. down: no socket. */
  readonly realtime: 'on' | 'silent' | 'down';
  /** How far the device's clock is off, in ms. */
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

/** What is disturbed just now, so that nobody looks for a defect that they have made themselves. */
export function faultsInWords(now: Faults): readonly string[] {
  return [
    now.offline && 'offline',
    now.latencyMs > 0 && `${now.latencyMs} ms latency`,
    now.lossPercent > 0 && `${now.lossPercent} % of requests lost`,
    now.lostAnswersPercent > 0 && `${now.lostAnswersPercent} % of answers lost`,
    now.status !== 'none' && `answers ${now.status}`,
    now.realtime === 'silent' && 'silent socket',
    now.realtime === 'down' && 'no socket',
    now.clockMs !== 0 && `clock ${now.clockMs > 0 ? '+' : '-'}${Math.abs(now.clockMs / HOUR_MS)} h`,
  ].filter((words) => words !== false);
}
