import type { Json, LocalState, Row, SyncEngine } from '@rockon/sync';
import { createDexieRepository } from '@rockon/sync/dexie';

const PROTOCOL = 1;
const PAGE = 1_000;

/** What IndexedDB holds, read through a connection of its own: the engine is not asked, it may be what is in doubt. */
export async function readLocal(userId: string): Promise<LocalState> {
  const repository = createDexieRepository({ userId });
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

/** As the adapter names fields. */
const inCamelCase = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.replace(/_(\w)/g, (_, next) => next.toUpperCase()), value]),
  ) as Row;

interface SnapshotPage {
  readonly rows: readonly Row[];
  readonly more: boolean;
}

/** The live rows of one table as the server has them now. */
export async function cloudRows(engine: SyncEngine, scope: string, table: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let after: string | null = null; ; ) {
    const request: Record<string, Json> = { protocol: PROTOCOL, scope, table, after, limit: PAGE };
    const page = (await engine.ask('sync_snapshot', request)) as unknown as SnapshotPage;
    rows.push(...page.rows.map(inCamelCase));
    after = page.rows.at(-1)?.id ?? null;
    if (!page.more || after === null) return rows;
  }
}

export interface Compared {
  readonly id: string;
  readonly local: Row | null;
  readonly cloud: Row | null;
  /** Fields in which the two differ; empty where they are equal or one is missing. */
  readonly fields: readonly string[];
  readonly same: boolean;
}

/** Both sides record by record, what differs first. Pure. */
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

/** JSON with sorted keys: the order of keys says nothing. */
function stable(value: Json): string {
  return JSON.stringify(value, (_, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
