/** A number that the bench measures. `must` is the limit and `aim` the goal. Lower is better unless `higherIsBetter`. */
export interface Budget {
  readonly what: string;
  readonly unit: 'ms' | 'µs' | '/s' | '%' | 'score' | 'MB' | 'kB';
  readonly must: number;
  readonly aim: number;
  /** Which statistic of the repetitions is compared with the limit. */
  readonly figure: 'p50' | 'p95';
  readonly higherIsBetter?: boolean;
}

export const budgets = {
  writeToSubscriber: {
    what: 'local write -> own query notified, 5,000 songs',
    unit: 'ms',
    must: 1,
    aim: 0.3,
    figure: 'p95',
  },
  writeToDurable: { what: 'local write -> durable in IndexedDB', unit: 'ms', must: 8, aim: 4, figure: 'p95' },
  deviceToDeviceMedian: { what: 'device -> device, median', unit: 'ms', must: 14, aim: 8, figure: 'p50' },
  deviceToDevice: { what: 'device -> device, 95 %', unit: 'ms', must: 30, aim: 20, figure: 'p95' },
  coldSync: { what: 'cold sync of 10,000 songs, persisted', unit: 'ms', must: 600, aim: 350, figure: 'p50' },
  coldFirstRows: { what: 'cold sync, first 50 songs', unit: 'ms', must: 200, aim: 100, figure: 'p50' },
  coldLongestTask: {
    what: 'cold sync, longest task from 50 ms on',
    unit: 'ms',
    must: 50,
    aim: 49,
    figure: 'p95',
  },
  warmStartFirst: { what: 'warm start -> first 50 of 10,000 songs', unit: 'ms', must: 20, aim: 12, figure: 'p50' },
  warmStart: { what: 'warm start -> all 10,000 songs', unit: 'ms', must: 100, aim: 60, figure: 'p50' },
  drain: { what: '1,000 offline writes sent', unit: '/s', must: 1000, aim: 2500, figure: 'p50', higherIsBetter: true },
  lossyDrain: {
    what: '1,000 writes, 20 % lost responses, 5 % errors',
    unit: '/s',
    must: 400,
    aim: 800,
    figure: 'p50',
    higherIsBetter: true,
  },
  reconnect: { what: 'back online, 1,000 missed -> converged', unit: 'ms', must: 400, aim: 200, figure: 'p50' },
  silentLoss: { what: 'lost announcement -> change arrives', unit: 'ms', must: 15_000, aim: 5_000, figure: 'p95' },
  leaderKilled: { what: 'leader killed -> another tab drains', unit: 'ms', must: 1_000, aim: 300, figure: 'p95' },
  leaderFrozen: { what: 'leader frozen -> another tab drains', unit: 'ms', must: 10_000, aim: 5_000, figure: 'p95' },
  heap: { what: 'heap over an empty page, 10,000 songs', unit: 'MB', must: 12, aim: 9, figure: 'p50' },
  engineSize: { what: "engine's own code, gzip", unit: 'kB', must: 20, aim: 14, figure: 'p50' },
  stackSize: { what: 'with adapters, Dexie and Supabase, gzip', unit: 'kB', must: 110, aim: 95, figure: 'p50' },
  appSize: { what: 'app: initial JavaScript, gzip', unit: 'kB', must: 230, aim: 180, figure: 'p50' },
  pushCost: { what: 'SQL: push of 1,000 mutations in two calls', unit: 'ms', must: 400, aim: 200, figure: 'p50' },
  pushEachOf100: { what: 'SQL: each mutation of 100', unit: 'µs', must: 400, aim: 200, figure: 'p50' },
  pushEachOf1000: { what: 'SQL: each mutation of 1,000', unit: 'µs', must: 400, aim: 200, figure: 'p50' },
  pushEachOf5000: { what: 'SQL: each mutation of 5,000', unit: 'µs', must: 400, aim: 200, figure: 'p50' },
  pullNothing: { what: 'SQL: pull that finds nothing', unit: 'ms', must: 1, aim: 0.5, figure: 'p50' },
  pullCost: { what: 'SQL: pull of 1,000 changes', unit: 'ms', must: 100, aim: 50, figure: 'p50' },
  logging: { what: 'sync log, share of a push of 1,000', unit: '%', must: 2, aim: 1, figure: 'p50' },
  serving: { what: 'second npm start -> serving', unit: 'ms', must: 3000, aim: 1500, figure: 'p50' },
  appLcp: { what: 'app, CPU 4x slower: largest paint', unit: 'ms', must: 2500, aim: 1800, figure: 'p95' },
  appInp: { what: 'app, CPU 4x slower: slowest interaction', unit: 'ms', must: 200, aim: 100, figure: 'p95' },
  appShift: { what: 'app, CPU 4x slower: layout shift', unit: 'score', must: 0.1, aim: 0.02, figure: 'p95' },
  appKeystroke: { what: 'search keystroke, 2,000 songs', unit: 'ms', must: 50, aim: 16, figure: 'p95' },
  appOffline: { what: 'app opened offline -> usable list', unit: 'ms', must: 500, aim: 300, figure: 'p95' },
  appArrival: { what: 'app: Save -> row on another device', unit: 'ms', must: 1000, aim: 300, figure: 'p95' },
  appBack: { what: 'app: back online -> 3 songs saved', unit: 'ms', must: 3000, aim: 1000, figure: 'p95' },
  appLongestTask: {
    what: 'app: 10,000 songs arrive, scrolled: longest task',
    unit: 'ms',
    must: 200,
    aim: 100,
    figure: 'p95',
  },
  appRoute: { what: 'route change', unit: 'ms', must: 100, aim: 50, figure: 'p95' },
} as const satisfies Record<string, Budget>;

export type BudgetId = keyof typeof budgets;
