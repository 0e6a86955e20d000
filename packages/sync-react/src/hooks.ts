import type { ConnectionState, Live, Query, QueryResult, RecordKey, RowOf, SyncStatus, TableName } from '@rockon/sync';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useEngine } from './context.ts';
import type { AppTables } from './tables.ts';

type Table = TableName<AppTables>;

/** Follows a Live: the component renders again when, and only when, its value changes. */
export function useLive<T>(live: Live<T>): T {
  const subscribe = useCallback((listener: () => void) => live.subscribe(listener), [live]);
  return useSyncExternalStore(subscribe, () => live.get());
}

/** The rows of a query, from memory. `where` and `sort` must stay the same function objects between renders. */
export function useRecords<Name extends Table>({
  scope,
  table,
  where,
  sort,
}: Query<RowOf<AppTables, Name>, Name>): QueryResult<RowOf<AppTables, Name>> {
  const engine = useEngine();
  const live = useMemo(
    () => engine.query<Name>({ scope, table, ...(where && { where }), ...(sort && { sort }) }),
    [engine, scope, table, where, sort],
  );
  return useLive(live);
}

/** One row as this device shows it; undefined when it is not there (deleted, or not on this device). */
export function useRecord<Name extends Table>({
  scope,
  table,
  id,
}: RecordKey<Name>): RowOf<AppTables, Name> | undefined {
  const engine = useEngine();
  const live = useMemo(() => engine.record({ scope, table, id }), [engine, scope, table, id]);
  return useLive(live);
}

/** The true sync state of one record. */
export function useSyncStatus({ scope, table, id }: RecordKey<Table>): SyncStatus {
  const engine = useEngine();
  const live = useMemo(() => engine.status({ scope, table, id }), [engine, scope, table, id]);
  return useLive(live);
}

/** The sync state of the whole app on this device. */
export function useConnection(): ConnectionState {
  return useLive(useEngine().connection);
}
