import { type UnsentOfBand, unsentFile } from '@rockon/domain';
import type { UnsentMutation } from '@rockon/sync';
import { downloadJson } from '../lib/download.ts';
import type { Engine } from './engine.ts';

type Change = UnsentOfBand['changes'][number];

/** Everything that exists only on this device, band by band; the work of bands that the person is no longer in comes last. */
export function unsentBands(engine: Engine): readonly UnsentOfBand[] {
  const failed = engine.failed.get().map((each) => ({ ...each, problem: each.error.message }));
  const pending = engine.pending.get().map((each) => ({ ...each, problem: null }));
  const byScope = new Map<string, (UnsentMutation & Change)[]>();
  for (const change of [...failed, ...pending].sort((a, b) => a.mutation - b.mutation))
    byScope.set(change.scope, [...(byScope.get(change.scope) ?? []), change]);
  const own = [...byScope].map(([id, changes]) => {
    const [band] = engine.query({ scope: id, table: 'bands' }).get().rows;
    return { id, band: band?.name ?? '', changes };
  });
  const left = engine.setAside.get().map(({ scope, name = '', reason, entries }) => ({
    id: scope,
    band: name,
    changes: entries.map(({ record, label = {}, ...entry }) => ({ ...entry, id: record, label, problem: reason })),
  }));
  return [...own, ...left];
}

/** Downloads everything that exists only on this device, as a file that Import takes. */
export const exportUnsent = (engine: Engine): void =>
  downloadJson('rockon-unsynced-changes.json', unsentFile(unsentBands(engine), new Date().toISOString()));
