import type { OutboxEntry } from '../../core/outbox-entry.ts';
import type { ConfirmedRow, EarlyLoad, LocalState, ScopeMeta, SetAside } from '../../ports/local-repository.ts';
import type { Row } from '../../protocol/row.ts';
import { readMeta, readScopes, requireGrown } from './commit.ts';
import type { Connection } from './connection.ts';
import type { StoredSegment } from './schema.ts';
import { request } from './transaction.ts';

const STORES = ['meta', 'scopes', 'outbox', 'rows', 'segments', 'setAside'];

/**
 * Reads everything in one transaction: one consistent state. With `early`, reads only the first segment of each large
 * table before it calls `onPartial`: that fills a screen, and the rest takes many times as long.
 */
export function hydrate(connection: Connection, floor: number, early?: EarlyLoad): Promise<LocalState> {
  return connection.run({ stores: STORES, mode: 'readonly' }, async (transaction) => {
    const all = (store: string) => request(transaction.objectStore(store).getAll());
    const segments = transaction.objectStore('segments');
    const read = (keys: readonly SegmentKey[]): Promise<StoredSegment[]> =>
      Promise.all(keys.map((key) => request(segments.get([...key]))));
    const [{ writer: _, ...meta }, scopes, stored, outbox, singles, setAside] = await Promise.all([
      readMeta(connection.messages, transaction),
      readScopes(transaction),
      request(segments.getAllKeys()) as Promise<readonly unknown[]> as Promise<readonly SegmentKey[]>,
      all('outbox') as Promise<readonly OutboxEntry[]>,
      all('rows') as Promise<readonly ConfirmedRow[]>,
      all('setAside') as Promise<readonly (SetAside & { readonly n: number })[]>,
    ]);
    requireGrown(connection.messages, meta.commit, floor);
    const aside = setAside.map(({ n: _, ...each }) => each);
    const stateOf = (rows: readonly StoredSegment[]): LocalState => ({
      ...{ meta, scopes, outbox, setAside: aside },
      rows: mergeRows(scopes, rows, singles),
    });
    const { first, rest } = split(stored, scopes, early);
    const here = await read(first);
    if (rest.length === 0) return stateOf(here);
    // Requested before `onPartial`, so that the rest is read while the first rows are shown.
    const following = read(rest);
    following.catch(() => undefined);
    early?.onPartial({ ...stateOf(here), partial: tablesOf(rest) });
    return stateOf(here.concat(await following));
  });
}

type SegmentKey = readonly [scope: string, table: string, generation: number, commit: number, part: number];

function tablesOf(keys: readonly SegmentKey[]): { readonly scope: string; readonly table: string }[] {
  const tables = new Map(keys.map(([scope, table]) => [`${scope}/${table}`, { scope, table }]));
  return [...tables.values()];
}

/** What to read before `onPartial` and what after. Pages of an unfinished snapshot are in neither. */
function split(
  keys: readonly SegmentKey[],
  scopes: Readonly<Record<string, ScopeMeta>>,
  early: EarlyLoad | undefined,
): { readonly first: readonly SegmentKey[]; readonly rest: readonly SegmentKey[] } {
  const first: SegmentKey[] = [];
  const rest: SegmentKey[] = [];
  const begun = new Set<string>();
  for (const key of keys) {
    const [scope, table, generation] = key;
    if (generation !== scopes[scope]?.generation) continue;
    const follows = early && begun.has(`${scope}/${table}`) && !early.mustBeComplete(scope, table);
    begun.add(`${scope}/${table}`);
    (follows ? rest : first).push(key);
  }
  return { first, rest };
}

/** The confirmed rows: those of each scope's current snapshot and newer single rows. One row per id. */
export function mergeRows(
  scopes: Readonly<Record<string, ScopeMeta>>,
  segments: readonly StoredSegment[],
  singles: readonly ConfirmedRow[],
): LocalState['rows'] {
  const tables = new Map<string, { scope: string; table: string; rows: Map<string, Row> }>();
  const rowsOf = (scope: string, table: string) => {
    const key = `${scope}/${table}`;
    let entry = tables.get(key);
    if (!entry) {
      entry = { scope, table, rows: new Map() };
      tables.set(key, entry);
    }
    return entry.rows;
  };
  for (const segment of segments) {
    // A page of an unfinished snapshot.
    if (segment.generation !== scopes[segment.scope]?.generation) continue;
    const rows = rowsOf(segment.scope, segment.table);
    for (const row of segment.rows) putNewer(rows, row);
  }
  for (const { scope, table, row } of singles) putNewer(rowsOf(scope, table), row);
  return [...tables.values()].map(({ scope, table, rows }) => ({ scope, table, rows: [...rows.values()] }));
}

function putNewer(rows: Map<string, Row>, row: Row): void {
  const known = rows.get(row.id);
  if (!known || known.version <= row.version) rows.set(row.id, row);
}
