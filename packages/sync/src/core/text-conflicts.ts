import type { Json } from '../protocol/json.ts';
import type { PathValues } from '../protocol/push.ts';
import type { Row } from '../protocol/row.ts';
import type { Draft } from './coalesce.ts';
import { sameJson } from './equal.ts';
import type { LocalDelta, LocalHead } from './local-state.ts';
import { mergeText } from './merge.ts';
import { planWrites } from './outbox.ts';
import { overlaps } from './paths.ts';
import type { SyncSchema, TableSchema } from './schema.ts';

/** The synced table in which the server keeps what it could not merge. */
export const CONFLICTS_TABLE = 'conflicts';

/** An open conflict about a text, beside what it is about. */
export interface TextConflict {
  readonly conflict: Row;
  readonly record: Row;
  readonly table: string;
  readonly field: string;
}

const isText = (value: Json | undefined): value is string | null =>
  value === undefined || value === null || typeof value === 'string';

/**
 * A conflict that this device may settle by itself: open, left behind by its own mutation, about a text of a record that
 * is there. One device alone does it, so that no two of them write the same words.
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
  // A path is content, and so still spelled as in the database.
  const field = String(conflict.path).replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (!schema.tables[table]?.text?.includes(field)) return null;
  const record = recordOf(table, String(conflict.recordId));
  return record && !record.deletedAt ? { conflict, record, table, field } : null;
}

/** The text that settles a conflict, merged with what the record holds now; null where a person has to choose. */
export function settledText({ conflict, record, field }: TextConflict): { readonly text: string | null } | null {
  const { base, mine } = conflict;
  const theirs = record[field];
  if (!isText(base) || !isText(mine) || !isText(theirs)) return null;
  const merged = mergeText(base ?? null, mine ?? null, theirs ?? null);
  if (!merged.clean) return null;
  return { text: merged.text === '' && (!mine || !theirs) ? null : merged.text };
}

/**
 * Settles a conflict in one transaction. The conflict is closed first: were the record's update to meet another newer
 * text while this conflict is open, the server would put the merged text in the place of what waits in it, and closing
 * it would then lose that. So the next collision is a conflict of its own.
 *
 * @param head with the scope's outbox entries: what waits of this conflict or of this text goes first
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
  // Not folded into what waits of the record: each is an answer of its own.
  return planWrites({ ...head, entries: [] }, sameJson(theirs, text) ? [close] : [close, write]);
}

/**
 * A text that is saved from a form which was opened before that text changed here. What was changed meanwhile by this
 * device itself, by merging for instance, would not be a conflict to the server, and would be lost.
 *
 * @returns the texts to write on top of what is shown now
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
    // Touching another device's words is a conflict like any other: the server keeps both, and a person chooses.
    if (merged.clean || changedHere) onTop[field] = merged.text;
  }
  return onTop;
}
