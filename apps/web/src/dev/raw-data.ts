import type { Json, LocalState, OutboxEntry, Row } from '@rockon/sync';
import { createDexieRepository } from '@rockon/sync/dexie';
import { databaseName } from '../session/names.ts';

/** Reads IndexedDB through its own connection instead of the engine, whose state may be the bug. */
export async function readLocal(userId: string): Promise<LocalState> {
  const repository = createDexieRepository({ name: databaseName(userId) });
  try {
    return await repository.load();
  } finally {
    await repository.close();
  }
}

/** Confirmed live rows of one table on this device. */
export function localRows(state: LocalState, scope: string, table: string): readonly Row[] {
  const found = state.rows.filter((each) => each.scope === scope && each.table === table);
  return found.flatMap(({ rows }) => rows).filter(({ deletedAt }) => deletedAt === null);
}

export interface Compared {
  readonly id: string;
  readonly local: Row | null;
  readonly cloud: Row | null;
  /** Fields in which the two differ; empty where they are equal or one is missing. */
  readonly fields: readonly string[];
  readonly same: boolean;
}

/** Compares both sides record by record; differences come first. Pure. */
export function compareRows(local: readonly Row[], cloud: readonly Row[]): readonly Compared[] {
  const here = new Map(local.map((row) => [row.id, row]));
  const there = new Map(cloud.map((row) => [row.id, row]));
  const ids = [...new Set([...here.keys(), ...there.keys()])].sort();
  return ids
    .map((id) => {
      const [mine, theirs] = [here.get(id) ?? null, there.get(id) ?? null];
      const fields = mine && theirs ? differing(mine, theirs) : [];
      return { id, local: mine, cloud: theirs, fields, same: mine !== null && theirs !== null && fields.length === 0 };
    })
    .sort((a, b) => Number(a.same) - Number(b.same));
}

function differing(a: Row, b: Row): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].filter((name) => stable(a[name] ?? null) !== stable(b[name] ?? null)).sort();
}

/** JSON with sorted keys, because their order has no meaning. */
function stable(value: Json): string {
  return JSON.stringify(value, (_, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** One field of a record on every level; undefined where the record has no such level. */
export interface FieldLevels {
  readonly field: string;
  /** The last value that the server confirmed, as stored on this device. */
  readonly base: Json | undefined;
  /** Pending changes in order; for the field `items`, a change of `items/x/note` reads `x/note: …`. */
  readonly pending: readonly string[];
  /** The value on screen: base plus pending changes. */
  readonly current: Json | undefined;
  readonly cloud: Json | undefined;
  /** Whether the levels disagree. */
  readonly differs: boolean;
}

/** One record's levels side by side, field by field; differences come first. Pure. */
export function sideBySide(
  { local, cloud }: Compared,
  entries: readonly OutboxEntry[],
  current: Row | undefined,
): readonly FieldLevels[] {
  const edits = entries.flatMap(({ set }) => Object.entries(set));
  const rows = [local, current, cloud].filter((row) => row !== null && row !== undefined);
  const names = new Set([...rows.flatMap(Object.keys), ...edits.map(([path]) => String(path.split('/')[0]))]);
  return [...names]
    .map((field) => {
      const levels = rows.map((row) => stable(row[field] ?? null));
      const pending = edits
        .filter(([path]) => path.split('/')[0] === field)
        .map(([path, value]) => {
          const inner = path.slice(field.length + 1);
          return `${inner === '' ? '' : `${inner}: `}${JSON.stringify(value)}`;
        });
      return {
        ...{ field, base: local?.[field], pending, current: current?.[field], cloud: cloud?.[field] },
        differs: pending.length > 0 || new Set(levels).size > 1,
      };
    })
    .sort((a, b) => Number(b.differs) - Number(a.differs));
}
