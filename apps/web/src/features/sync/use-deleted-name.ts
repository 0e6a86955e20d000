import { itemName, recordHistorySchema } from '@rockon/domain';
import { useEngine, useLive } from '@rockon/sync-react';
import { useEffect, useState } from 'react';
import type { RecordKey } from '../../session/engine.ts';
import { recentDeletes } from '../../session/recent-deletes.ts';
import * as messages from './messages.ts';

/**
 * The name of a deleted record: as this device knew it when it deleted it, else from the server's history. Without
 * either it stays unnamed.
 */
export function useDeletedName({ table, id }: RecordKey, wanted: boolean): string {
  const engine = useEngine();
  const here = useLive(recentDeletes).find((deletion) => deletion.key.id === id)?.name;
  const [asked, setAsked] = useState<string | null>(null);
  const ask = wanted && here === undefined;
  useEffect(() => {
    if (!ask) return;
    let ended = false;
    engine
      .ask('record_history', { table, record: id, beforeSeq: null, limit: 1 })
      .then((answer) => recordHistorySchema.parse(answer).versions[0]?.row ?? null)
      .then(
        (row) => !ended && setAsked(itemName(row)),
        // Offline: the person can choose without the name.
        () => undefined,
      );
    return () => {
      ended = true;
    };
  }, [engine, table, id, ask]);
  return here ?? asked ?? messages.unknownDeleted;
}
