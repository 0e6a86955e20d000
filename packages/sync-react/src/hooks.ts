import type { ConnectionState, Live, Query, QueryResult, RecordKey, Row, SyncStatus } from '@rockon/sync';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useEngine } from './context.ts';

/** The value of a Live, followed: the component renders again when, and only when, it changes. */
export function useLive<T>(live: Live<T>): T {
  const subscribe = useCallback((listener: () => void) => live.subscribe(listener), [live]);
  return useSyncExternalStore(subscribe, () => live.get());
}

/** The rows of a query, from memory. `where` and `sort` must stay the same function objects between renders. */
export function useRecords<T extends Row = Row>({ scope, table, where, sort }: Query<T>): QueryResult<T> {
  const engine = useEngine();
  const live = useMemo(
    () => engine.query<T>({ scope, table, ...(where && { where }), ...(sort && { sort }) }),
    [engine, scope, table, where, sort],
  );
  return useLive(live);
}

/** One row as this device shows it; undefined when it is not there (deleted, or not on this device). */
export function useRecord<T extends Row = Row>({ scope, table, id }: RecordKey): T | undefined {
  const engine = useEngine();
  const live = useMemo(() => engine.record({ scope, table, id }), [engine, scope, table, id]);
  return useLive(live) as T | undefined;
}

/** The true sync state of one record. */
export function useSyncStatus({ scope, table, id }: RecordKey): SyncStatus {
  const engine = useEngine();
  const live = useMemo(() => engine.status({ scope, table, id }), [engine, scope, table, id]);
  return useLive(live);
}

/** The sync state of the whole app on this device. */
export function useConnection(): ConnectionState {
  return useLive(useEngine().connection);
}
