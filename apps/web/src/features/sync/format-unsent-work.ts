import { ENTITIES, fieldName, isContentTable } from '@rockon/domain';
import type { PendingMutation } from '@rockon/sync';

const DONE = { insert: 'added', update: 'changed', delete: 'deleted', restore: 'restored' } as const;
/** More fields than these are counted, not named. */
const MOST_NAMED = 4;

/** What waits, in a few words beside the record's name: "Song, changed key and BPM". */
export function workInWords({ table, op, set }: Pick<PendingMutation, 'table' | 'op' | 'set'>): string {
  // Of what is no noun of the band, only answers to "Two versions" and what was read are ever waiting.
  if (!isContentTable(table)) return table === 'conflicts' ? 'Which one you kept' : 'For your other devices';
  const { noun } = ENTITIES[table];
  const title = noun.charAt(0).toUpperCase() + noun.slice(1);
  const fields = [...new Set(Object.keys(set).map(fieldName))];
  if (op !== 'update' || fields.length === 0) return `${title}, ${DONE[op]}`;
  if (fields.length > MOST_NAMED) return `${title}, changed ${fields.length} fields`;
  const last = fields.at(-1) ?? '';
  const named = fields.length === 1 ? last : `${fields.slice(0, -1).join(', ')} and ${last}`;
  return `${title}, changed ${named}`;
}
