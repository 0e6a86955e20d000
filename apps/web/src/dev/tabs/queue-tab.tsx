import { useEngine, useLive } from '@rockon/sync-react';
import { useCallback } from 'react';
import { useAccount } from '../../session/session-context.tsx';
import { syncLogOf } from '../../session/sync-logs.ts';
import { TextButton } from '../../ui/button.tsx';
import { DataTable, short } from '../components.tsx';
import { attemptsOf } from '../queue.ts';
import { readLocal } from '../raw-data.ts';
import { usePolled } from '../use-live-data.ts';

export function QueueTab() {
  const engine = useEngine();
  const { identity } = useAccount();
  const pending = useLive(engine.pending);
  const sending = new Set(pending.filter((entry) => entry.sending).map(({ mutation }) => mutation));
  const read = useCallback(
    async () => ({ local: await readLocal(identity.userId), log: await syncLogOf(engine).entries() }),
    [engine, identity.userId],
  );
  const { data, error, reload } = usePolled(read);
  if (data === null) return <p className="text-14 text-secondary">{error ?? 'Loading…'}</p>;
  const { outbox, meta } = data.local;
  const act = (work: Promise<void>) => void work.then(reload, reload);
  return (
    <DataTable
      label="Outbox"
      head={['Id', 'Record', 'Operation', 'Values', 'Age', 'State', 'Attempts', 'Last error', 'Actions']}
      none="The outbox is empty: the server has everything."
      rows={outbox.map(({ id, table, record, op, set, at, rejected }) => {
        const attempts = attemptsOf(id, at, data.log);
        const cells = [
          id,
          `${table}/${short(record)}`,
          op,
          <code key="set" className="text-12">
            {JSON.stringify(set)}
          </code>,
          `${Math.max(0, Math.round((Date.now() - at) / 1000))} s`,
          rejected ? 'rejected' : sending.has(id) ? 'sending' : id <= meta.sentUpTo ? 'sent, no response' : 'waiting',
          // The log gets an attempt when it ends, so count the one in flight here.
          attempts.count + (sending.has(id) ? 1 : 0),
          rejected ? `${rejected.code}: ${rejected.message}` : attempts.lastError,
          rejected ? (
            <span key="actions" className="flex gap-3">
              <TextButton onClick={() => act(engine.repository.retry(id))}>Retry</TextButton>
              <TextButton onClick={() => act(engine.repository.discard(id))}>Discard</TextButton>
            </span>
          ) : (
            <TextButton key="send" onClick={() => act(engine.sync())}>
              Send now
            </TextButton>
          ),
        ];
        return { key: id, highlighted: rejected !== undefined, cells };
      })}
    />
  );
}
