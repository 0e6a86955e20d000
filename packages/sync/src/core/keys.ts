import type { Mutation } from '../protocol/push.ts';

/** One string for a record, to look it up by. */
export const keyOf = (scope: string, table: string, id: string): string => `${scope}/${table}/${id}`;

/** One string for the record that a mutation changes. */
export const recordOf = ({ scope, table, record }: Pick<Mutation, 'scope' | 'table' | 'record'>): string =>
  keyOf(scope, table, record);

/** One string for a table of a scope. */
export const tableKeyOf = (scope: string, table: string): string => `${scope}/${table}`;
