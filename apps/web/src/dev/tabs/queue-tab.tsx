import { useEngine, useLive } from '@rockon/sync-react';
import { useCallback } from 'react';
import { useAccount } from '../../session/session-context.tsx';
import { syncLogOf } from '../../session/sync-logs.ts';
import { TextButton } from '../../ui/button.tsx';
import { DataTable, short } from '../components.tsx';
import { triesOf } from '../queue.ts';
import { readLocal } from '../raw-data.ts';
import { useWatched } from '../use-live-data.ts';

export function QueueTab() {
  const engine = useEngine();
  const { identity } = useAccount();
  const pending = useLive(engine.pending);
  const sending = new Set(pending.filter((entry) => entry.sending).map(({ mutation }) => mutation));
  const read = useCallback(
    async () => ({ local: await readLocal(identity.userId), log: await syncLogOf(engine).entries() }),
    [engine, identity.userId],
  );
  const { data, error, reload } = useWatched(read);
  if (data === null) return <p className="text-14 text-secondary">{error ?? 'Reading…'}</p>;
  const { outbox, meta } = data.local;
  const act = (work: Promise<void>) => void work.then(reload, reload);
  return (
    <DataTable
      label="Outbox"
      head={['Id', 'Record', 'Operation', 'Values', 'Age', 'State', 'Attempts', 'Last error', 'Ways out']}
      none="The outbox is empty: the server has everything."
      rows={outbox.map(({ id, table, record, op, set, at, rejected }) => {
        const tries = triesOf(id, at, data.log);
        const cells = [
          id,
          `${table}/${short(record)}`,
          op,
          <code key="set" className="text-12">
            {JSON.stringify(set)}
          </code>,
          `${Math.max(0, Math.round((Date.now() - at) / 1000))} s`,
          rejected ? 'refused' : sending.has(id) ? 'sending' : id <= meta.sentUpTo ? 'sent, no answer' : 'waiting',
          // The one that is under way is written down when it has ended.
          tries.count + (sending.has(id) ? 1 : 0),
          rejected ? `${rejected.code}: ${rejected.message}` : tries.lastError,
          rejected ? (
            <span key="ways" className="flex gap-3">
              <TextButton onClick={() => act(engine.repository.retry(id))}>Retry</TextButton>
              <TextButton onClick={() => act(engine.repository.discard(id))}>Discard</TextButton>
            </span>
          ) : (
            <TextButton key="now" onClick={() => act(engine.sync())}>
              Send now
            </TextButton>
          ),
        ];
        return { key: id, loud: rejected !== undefined, cells };
      })}
    />
  );
}
