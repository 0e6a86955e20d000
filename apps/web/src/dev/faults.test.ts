import { describe, expect, it } from 'vitest';
import { type Faults, faultsInWords, NO_FAULTS } from './faults.ts';

describe('the simulators', () => {
  it('say nothing when nothing is disturbed, and name every disturbance', () => {
    expect(faultsInWords(NO_FAULTS)).toEqual([]);
    const some: Faults = { ...NO_FAULTS, offline: true, lossPercent: 20, status: '429', clockMs: -5_400_000 };
    expect(faultsInWords(some)).toEqual(['offline', '20 % of requests lost', 'answers 429', 'clock -1.5 h']);
    const each: readonly Partial<Faults>[] = [
      { latencyMs: 5 },
      { lostAnswersPercent: 1 },
      { realtime: 'silent' },
      { realtime: 'down' },
    ];
    for (const change of each) expect(faultsInWords({ ...NO_FAULTS, ...change })).toHaveLength(1);
  });
});
