import { ENTITIES, isContentTable, itemName } from '@rockon/domain';
import { useRecord } from '@rockon/sync-react';
import type { RecordKey } from '../../session/engine.ts';

/** What a record is called, from its row or, when it is gone, from what a change of it says. */
export function useRecordName(key: RecordKey, set: Readonly<Record<string, unknown>>): string {
  const row = useRecord(key);
  const named = itemName(row ?? null) ?? itemName(set);
  if (named !== null) return named;
  return isContentTable(key.table) ? `A ${ENTITIES[key.table].noun}` : 'Your choice between two versions';
}
