import type { Samples } from './report.ts';

/** Bundle sizes in kB, measured by tools/bench.mjs; `npm run check` compares the same sizes with the same limits. */
export function measuredSizes(): Samples {
  const { app, engine, stack } = JSON.parse(process.env.BENCH_SIZES ?? '{}');
  if (![app, engine, stack].every(Number.isFinite)) throw new Error('The sizes come from tools/bench.mjs');
  return { appSize: [app / 1000], engineSize: [engine / 1000], stackSize: [stack / 1000] };
}
