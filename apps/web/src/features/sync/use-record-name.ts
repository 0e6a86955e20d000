import { ENTITIES, isContentTable, itemName } from '@rockon/domain';
import { useRecord } from '@rockon/sync-react';
import type { RecordKey } from '../../session/engine.ts';
import * as messages from './messages.ts';

/** A record's name from its row or, when that is deleted, from the values of a change. */
export function useRecordName(key: RecordKey, set: Readonly<Record<string, unknown>>): string {
  const row = useRecord(key);
  const named = itemName(row ?? null) ?? itemName(set);
  if (named !== null) return named;
  return unnamedOf(key.table);
}

export const unnamedOf = (table: string): string =>
  isContentTable(table) ? messages.unnamed(ENTITIES[table].noun) : messages.unnamedChoice;
