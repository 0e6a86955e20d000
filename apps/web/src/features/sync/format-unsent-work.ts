import { ENTITIES, fieldName, isContentTable } from '@rockon/domain';
import type { PendingMutation } from '@rockon/sync';
import * as messages from './messages.ts';

/** More changed fields than these are counted instead of named. */
const MAX_NAMED = 4;

const LIST = new Intl.ListFormat('en-US', { type: 'conjunction' });

/** A waiting change in a few words beside the record's name: `Changed key and BPM`. */
export function workInWords({ table, op, set }: Pick<PendingMutation, 'table' | 'op' | 'set'>): string {
  // Besides content, only answers to "Two versions" and read marks are ever pending.
  if (!isContentTable(table)) return table === 'conflicts' ? messages.choiceMade : messages.readState;
  const { noun } = ENTITIES[table];
  if (op === 'insert') return messages.added(noun);
  if (op === 'delete') return messages.deleted(noun);
  if (op === 'restore') return messages.restored(noun);
  const fields = [...new Set(Object.keys(set).map(fieldName))];
  if (fields.length === 0) return messages.changed(noun);
  return fields.length > MAX_NAMED
    ? messages.changedManyFields(fields.length)
    : messages.changedFields(LIST.format(fields));
}
