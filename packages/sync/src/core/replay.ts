import type { Json } from '../protocol/json.ts';
import type { Operation, PathValues } from '../protocol/push.ts';
import type { Row } from '../protocol/row.ts';
import { withPaths } from './paths.ts';
import type { TableSchema } from './schema.ts';

/** The part of a mutation that decides what the person sees. */
export interface Edit {
  readonly op: Operation;
  readonly record: string;
  readonly set: PathValues;
  /** The server's reason for rejecting it; absent while it has not answered. */
  readonly rejected?: object;
}

/**
 * What the person sees of one record: the server's row with this device's unacknowledged edits on top, in order.
 * A rejected insert or update still shows what was typed, so that nobody has to type it again. A rejected delete or
 * restore has no effect: the record is where the server has it, and nothing that was typed depends on it.
 * The view is always computed, never stored, so it cannot disagree with what it is made of.
 *
 * @returns the row, a tombstone included (`deletedAt` set), or undefined when there is no such record.
 */
export function replay(confirmed: Row | undefined, edits: readonly Edit[], schema: TableSchema): Row | undefined {
  let row = confirmed;
  for (const edit of edits) row = step(row, edit, schema);
  return row;
}

function step(row: Row | undefined, edit: Edit, schema: TableSchema): Row | undefined {
  switch (edit.op) {
    case 'insert':
      // The record may be there already: a lost response, or the same deterministic id made on two devices.
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

/** Stands in `deletedAt` until the server has said when: the device's clock is not asked. */
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
