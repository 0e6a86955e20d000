import type { Mutation, MutationError, PathValues } from '../protocol/push.ts';

/** One mutation as the device remembers it until the server has answered. */
export interface OutboxEntry extends Mutation {
  /** Device time of the (latest) edit in ms, for showing only: it orders nothing. */
  readonly at: number;
  /**
   * The record's name when it was changed (the fields of `TableSchema.label`). Stays on the device. Absent on an insert,
   * whose values include it, and in entries written before labels existed.
   */
  readonly label?: PathValues;
  /** The server refused it. It stays, with its values, until the person retries, edits or discards. */
  readonly rejected?: MutationError;
}

export interface RecordKey<Table extends string = string> {
  readonly scope: string;
  readonly table: Table;
  readonly id: string;
}
