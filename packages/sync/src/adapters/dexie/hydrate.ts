import type { OutboxEntry } from '../../core/outbox-entry.ts';
import type { ConfirmedRow, LocalState, ScopeMeta, SetAside } from '../../ports/local-repository.ts';
import type { Row } from '../../protocol/row.ts';
import { readMeta, readScopes, requireGrown } from './commit.ts';
import type { Connection } from './connection.ts';
import type { StoredSegment } from './schema.ts';
import { request } from './transaction.ts';

const STORES = ['meta', 'scopes', 'outbox', 'rows', 'segments', 'setAside'];

/** Reads everything, in one transaction: one consistent state. */
export function hydrate(connection: Connection, floor: number): Promise<LocalState> {
  return connection.run({ stores: STORES, mode: 'readonly' }, async (transaction) => {
    const all = (store: string) => request(transaction.objectStore(store).getAll());
    const [{ writer: _, ...meta }, scopes, outbox, singles, segments, setAside] = await Promise.all([
      readMeta(transaction),
      readScopes(transaction),
      all('outbox') as Promise<readonly OutboxEntry[]>,
      all('rows') as Promise<readonly ConfirmedRow[]>,
      all('segments') as Promise<readonly StoredSegment[]>,
      all('setAside') as Promise<readonly (SetAside & { readonly n: number })[]>,
    ]);
    requireGrown(meta.commit, floor);
    return {
      meta,
      scopes,
      outbox,
      rows: mergeRows(scopes, segments, singles),
      setAside: setAside.map(({ n: _, ...aside }) => aside),
    };
  });
}

/** The confirmed rows: those of each scope's current snapshot, and the single rows that are newer. One row per id. */
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
    // Pages of a snapshot that is being read, or that was never finished.
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
