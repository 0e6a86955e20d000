import { describe, expect, it } from 'vitest';
import { describeFaults, type Faults, NO_FAULTS } from './faults.ts';

describe('simulated faults', () => {
  it('are described one by one, and not at all when none is on', () => {
    expect(describeFaults(NO_FAULTS)).toEqual([]);
    const some: Faults = { ...NO_FAULTS, offline: true, lossPercent: 20, status: '429', clockMs: -5_400_000 };
    expect(describeFaults(some)).toEqual(['offline', '20 % of requests lost', 'responses are 429', 'clock -1.5 h']);
    const each: readonly Partial<Faults>[] = [
      { latencyMs: 5 },
      { lostAnswersPercent: 1 },
      { realtime: 'silent' },
      { realtime: 'down' },
    ];
    for (const change of each) expect(describeFaults({ ...NO_FAULTS, ...change })).toHaveLength(1);
  });
});
