import type { Change, Row } from '@rockon/sync';
import type { Mutation } from './server.ts';

/**
 * Maps between the protocol's names and the database's. Separate from the adapter's mapping, so that neither can hide a bug of
 * the other.
 */
type Loose = Record<string, unknown>;

const down = (path: string): string =>
  path.replace(/^[^/]+/, (name) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`));
const up = (path: string): string =>
  path.replace(/^[^/]+/, (name) => name.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase()));
const renamed = (values: object, rename: (path: string) => string): Loose =>
  Object.fromEntries(Object.entries(values).map(([path, value]) => [rename(path), value]));

export const mutationToWire = (mutation: Mutation): Loose => ({
  ...mutation,
  set: renamed(mutation.set, down),
  was: renamed(mutation.was, down),
});

export const rowFromWire = <R extends Row | null>(row: unknown): R =>
  (row === null ? null : renamed(row as object, up)) as R;

export const changeFromWire = (change: unknown): Change => {
  const { row, paths, ...rest } = change as { readonly row: unknown; readonly paths: readonly string[] };
  return { ...rest, row: rowFromWire(row), paths: paths.map(up) } as unknown as Change;
};
