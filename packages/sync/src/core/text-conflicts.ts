import type { Json } from '../protocol/json.ts';
import type { PathValues } from '../protocol/push.ts';
import type { Row } from '../protocol/row.ts';
import type { Draft } from './coalesce.ts';
import { sameJson } from './equal.ts';
import type { LocalDelta, LocalHead } from './local-state.ts';
import { isText, mergeText } from './merge.ts';
import { planWrites } from './outbox.ts';
import { overlaps } from './paths.ts';
import type { SyncSchema, TableSchema } from './schema.ts';

/** The synced table in which the server stores conflicts. */
export const CONFLICTS_TABLE = 'conflicts';

/** An open conflict about a text, with its record and field. */
export interface TextConflict {
  readonly conflict: Row;
  readonly record: Row;
  readonly table: string;
  readonly field: string;
}

/**
 * A conflict that this device may resolve by itself: open, caused by its own mutation, about a text of an existing
 * record. Only that device does it, so that two devices never write the same merge.
 */
export function ownTextConflict(
  conflict: Row,
  self: { readonly userId: string; readonly clientId: string },
  schema: SyncSchema,
  recordOf: (table: string, id: string) => Row | undefined,
): TextConflict | null {
  if (conflict.open !== true || conflict.deletedAt) return null;
  if (conflict.mineBy !== self.userId || conflict.updatedClient !== self.clientId) return null;
  const table = String(conflict.recordTable);
  // Paths are stored as the database spells them: convert to camelCase.
  const field = String(conflict.path).replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (!schema.tables[table]?.text?.includes(field)) return null;
  const record = recordOf(table, String(conflict.recordId));
  return record && !record.deletedAt ? { conflict, record, table, field } : null;
}

/** The merged text that resolves a conflict; null where a person has to choose. */
export function settledText({ conflict, record, field }: TextConflict): { readonly text: string | null } | null {
  const { base, mine } = conflict;
  const theirs = record[field];
  if (!isText(base) || !isText(mine) || !isText(theirs)) return null;
  const merged = mergeText(base ?? null, mine ?? null, theirs ?? null);
  if (!merged.clean) return null;
  return { text: merged.text === '' && (!mine || !theirs) ? null : merged.text };
}

/**
 * Resolves a conflict in one transaction. Closes the conflict before updating the record: if the update met another newer
 * text while this conflict was open, the server would replace the conflict's own text with the merged one, and closing it
 * would lose that. This way the next collision becomes a conflict of its own.
 * @param head with the scope's outbox entries: pending changes of this conflict or this text go first
 */
export function planTextMerge(
  head: LocalHead,
  scope: string,
  { conflict, record, table, field }: TextConflict,
  text: string | null,
  at: number,
): LocalDelta | null {
  const waits = head.entries.some(
    (entry) =>
      (entry.table === CONFLICTS_TABLE && entry.record === conflict.id) ||
      (entry.table === table &&
        entry.record === record.id &&
        (entry.op !== 'update' || Object.keys(entry.set).some((path) => overlaps(path, field)))),
  );
  if (waits) return null;
  const theirs = record[field] ?? null;
  const update = { scope, op: 'update', at } as const;
  const close: Draft = {
    ...{ ...update, table: CONFLICTS_TABLE, record: conflict.id, base: conflict.version },
    ...{ set: { open: false, resolution: 'merged' }, was: { open: true, resolution: null } },
  };
  const write: Draft = {
    ...{ ...update, table, record: record.id, base: record.version },
    ...{ set: { [field]: text }, was: { [field]: theirs } },
  };
  // Not merged into pending mutations of the record: each is answered separately.
  return planWrites({ ...head, entries: [] }, sameJson(theirs, text) ? [close] : [close, write]);
}

/**
 * Handles a text saved from a form that was opened before the text changed on this device. The server would not see a
 * conflict with this device's own change (such as a merge) and would overwrite it.
 * @returns the texts to write on top of the current view
 */
export function textsOnTop(
  set: PathValues,
  seen: Row,
  shown: Row,
  schema: TableSchema,
  changedHere: boolean,
): Record<string, Json> {
  const onTop: Record<string, Json> = {};
  for (const field of schema.text ?? []) {
    const [base, mine, now] = [seen[field], set[field], shown[field]];
    if (mine === undefined || !isText(base) || !isText(mine) || !isText(now) || sameJson(base, now)) continue;
    const merged = mergeText(base ?? null, mine, now ?? null);
    // Changing the same words as another device is an ordinary conflict: the server keeps both and a person chooses.
    if (merged.clean || changedHere) onTop[field] = merged.text;
  }
  return onTop;
}
