import type { Json } from '../protocol/json.ts';
import type { Operation, PathValues } from '../protocol/push.ts';
import type { Row } from '../protocol/row.ts';
import { withPaths } from './paths.ts';
import type { TableSchema } from './schema.ts';

/** The part of a mutation that changes the view. */
export interface Edit {
  readonly op: Operation;
  readonly record: string;
  readonly set: PathValues;
  /** The server's reason for rejecting it; absent while it has not answered. */
  readonly rejected?: object;
}

/**
 * The view of one record: the server's row with this device's unanswered edits applied in order. A rejected insert or update
 * stays in the view, so that nobody has to type it again. A rejected delete or restore has no effect: nothing that was typed
 * depends on it. The view is computed and never stored, so it cannot differ from its sources.
 *
 * @returns the row, which may be a tombstone (`deletedAt` set); undefined when the record does not exist.
 */
export function replay(confirmed: Row | undefined, edits: readonly Edit[], schema: TableSchema): Row | undefined {
  let row = confirmed;
  for (const edit of edits) row = step(row, edit, schema);
  return row;
}

function step(row: Row | undefined, edit: Edit, schema: TableSchema): Row | undefined {
  switch (edit.op) {
    case 'insert':
      // The record may exist: the response was lost, or two devices derived the same id.
      return withPaths(row ?? blankRow(edit.record, schema), edit.set);
    case 'update':
      return row && withPaths(row, edit.set);
    case 'delete':
      if (edit.rejected) return row;
      return row && { ...row, deletedAt: row.deletedAt ?? UNCONFIRMED_DELETION };
    case 'restore':
      if (edit.rejected) return row;
      return row && { ...row, deletedAt: null };
  }
}

/** The value of `deletedAt` until the server sends its time; the device's clock is never used for it. */
export const UNCONFIRMED_DELETION = 'unconfirmed';

function blankRow(id: string, schema: TableSchema): Row {
  const fields: Record<string, Json> = {};
  for (const field of schema.fields) fields[field] = schema.defaults?.[field] ?? null;
  return {
    ...fields,
    id,
    version: 0,
    createdBy: null,
    createdAt: null,
    updatedBy: null,
    updatedAt: null,
    updatedClient: null,
    deletedAt: null,
  };
}
