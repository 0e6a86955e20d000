import { canEdit, fieldName } from '@rockon/domain';
import type { FailedMutation, PendingMutation } from '@rockon/sync';
import { useConnection, useEngine, useLive } from '@rockon/sync-react';
import { Download, RotateCw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../platform/band-context.tsx';
import { useOpenConflicts } from '../../platform/conflicts.ts';
import { downloadJson } from '../../platform/download.ts';
import { recentDeletes, undoDelete } from '../../platform/recent-deletes.ts';
import { recordPath } from '../../platform/records/record-path.ts';
import { resolving } from '../../platform/resolving.ts';
import { StorageFacts } from '../../platform/storage-facts.tsx';
import { Button, TextButton } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { Section } from '../../ui/page.tsx';
import { SyncIcon } from '../../ui/sync-icon.tsx';
import { TimeAgo } from '../../ui/time.tsx';
import { connectionSentence, connectionTitle } from './connection-words.ts';
import { SyncReport } from './sync-report.tsx';
import { useRecordName } from './use-record-name.ts';

const OPS = { insert: 'Added', update: 'Changed', delete: 'Deleted', restore: 'Restored' } as const;
const SHOWN = 50;

function Line({
  icon,
  title,
  detail,
  children,
}: {
  icon: ReactNode;
  title: ReactNode;
  detail: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li className="flex items-start gap-3 border-t border-hairline px-3.5 py-2.5 first:border-t-0">
      <span className="mt-0.5">{icon}</span>
      <div className="min-w-0 flex-1">
        <p className="truncate text-14 font-medium">{title}</p>
        <p className="text-13 text-secondary">{detail}</p>
        {children !== undefined && <div className="mt-1.5 flex flex-wrap gap-4 text-13">{children}</div>}
      </div>
    </li>
  );
}

const List = ({ children }: { children: ReactNode }) => (
  <ul className="overflow-hidden rounded-xl border border-hairline bg-bg [--icon-ring:var(--bg)]">{children}</ul>
);

function what(op: keyof typeof OPS, set: Readonly<Record<string, unknown>>): string {
  const fields = Object.keys(set);
  if (op !== 'update' || fields.length === 0 || fields.length > 3) return OPS[op];
  return `${OPS[op]} ${fields.map(fieldName).join(', ')}`;
}

function Pending({ item }: { readonly item: PendingMutation }) {
  const name = useRecordName(item, item.set);
  return (
    <Line
      icon={
        <SyncIcon
          kind={item.sending ? 'syncing' : 'pending'}
          words={item.sending ? 'Saving…' : 'Waiting to save, on this device'}
        />
      }
      title={name}
      detail={
        <>
          {what(item.op, item.set)}, <TimeAgo at={item.at} />
        </>
      }
    />
  );
}

function Failed({ item, onClose }: { readonly item: FailedMutation; readonly onClose: () => void }) {
  const engine = useEngine();
  const name = useRecordName(item, item.set);
  return (
    <Line
      icon={<SyncIcon kind="error" words={`Not saved: ${item.error.message}`} />}
      title={name}
      detail={<span className="text-error">Not saved: {item.error.message}</span>}
    >
      <TextButton onClick={() => void engine.repository.retry(item.mutation)}>Retry</TextButton>
      {item.op !== 'delete' && (
        <Link
          to={`${recordPath(item.table, item.id)}?edit`}
          onClick={onClose}
          className="rounded font-medium underline decoration-control underline-offset-3"
        >
          Edit
        </Link>
      )}
      <TextButton onClick={() => void engine.repository.discard(item.mutation)}>Discard</TextButton>
    </Line>
  );
}

/** Everything there is to know about what is saved where, and every way out of what went wrong. */
export function SyncCentre({ onClose }: { readonly onClose: () => void }) {
  const engine = useEngine();
  const band = useBand();
  const state = useConnection();
  const pending = useLive(engine.pending);
  const failed = useLive(engine.failed);
  const setAside = useLive(engine.setAside);
  const conflicts = useOpenConflicts(band.id);
  const deleted = useLive(recentDeletes);
  const [syncing, setSyncing] = useState(false);
  const unsent = pending.length + failed.length + setAside.length;

  const syncNow = async () => {
    setSyncing(true);
    await engine.sync().catch(() => undefined);
    setSyncing(false);
  };

  return (
    <Modal title="Sync" description={connectionSentence(state)} onClose={onClose}>
      <div className="grid gap-6">
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-xl bg-raised px-4 py-3.5">
          <div>
            <p className="text-16 font-semibold">{connectionTitle(state)}</p>
            <p className="text-13 text-secondary">
              {state.lastSyncAt === null ? (
                'No contact with the server yet'
              ) : (
                <>
                  Last contact with the server <TimeAgo at={state.lastSyncAt} />
                </>
              )}
            </p>
          </div>
          <Button size="sm" className="ml-auto" busy={syncing} onClick={() => void syncNow()}>
            <RotateCw className="size-4" aria-hidden="true" />
            Sync now
          </Button>
        </div>

        {failed.length > 0 && (
          <Section title="Not saved" aside={failed.length}>
            <List>
              {failed.slice(0, SHOWN).map((item) => (
                <Failed key={item.mutation} item={item} onClose={onClose} />
              ))}
            </List>
          </Section>
        )}

        {conflicts.length > 0 && (
          <Section title="Two versions" aside={conflicts.length}>
            <List>
              {conflicts.slice(0, SHOWN).map((conflict) => (
                <ConflictLine key={conflict.id} table={conflict.recordTable} id={conflict.recordId} onClose={onClose} />
              ))}
            </List>
          </Section>
        )}

        <Section title="Waiting to save" aside={pending.length > 0 ? pending.length : undefined}>
          {pending.length === 0 ? (
            <p className="text-14 text-secondary">
              {failed.length === 0
                ? 'Nothing is waiting: the server has everything that was made on this device.'
                : 'Nothing else is waiting.'}
            </p>
          ) : (
            <List>
              {pending.slice(0, SHOWN).map((item) => (
                <Pending key={item.mutation} item={item} />
              ))}
            </List>
          )}
          {pending.length > SHOWN && <p className="text-13 text-muted">and {pending.length - SHOWN} more</p>}
        </Section>

        {deleted.length > 0 && (
          <Section title="Deleted on this device just now" aside={deleted.length > SHOWN ? deleted.length : undefined}>
            <List>
              {deleted.slice(0, SHOWN).map(({ key, name, at }) => (
                <Line key={key.id} icon={null} title={name} detail={<TimeAgo at={at} />}>
                  <TextButton onClick={() => void undoDelete(engine, key)}>Restore</TextButton>
                </Line>
              ))}
            </List>
          </Section>
        )}

        {unsent > 0 && (
          <Section title="Take it with you">
            <div className="flex flex-wrap items-center gap-3">
              <p className="min-w-0 flex-1 basis-56 text-14 text-secondary">
                A file with everything that exists only on this device
                {setAside.length > 0 && ', with the work of bands that you are no longer in'}.
              </p>
              <Button size="sm" onClick={() => downloadJson('rockon-unsynced-changes.json', engine.exportUnsent())}>
                <Download className="size-4" aria-hidden="true" />
                Export unsynced changes
              </Button>
            </div>
          </Section>
        )}

        <Section title="On this device">
          <StorageFacts />
        </Section>

        <SyncReport />
      </div>
    </Modal>
  );
}

function ConflictLine({
  table,
  id,
  onClose,
}: {
  readonly table: string;
  readonly id: string;
  readonly onClose: () => void;
}) {
  const band = useBand();
  const key = { scope: band.id, table, id };
  const name = useRecordName(key, {});
  return (
    <Line
      icon={<SyncIcon kind="conflict" words="Two versions: choose" />}
      title={name}
      detail="Two people changed the same thing"
    >
      {canEdit(band.role) && (
        <TextButton
          onClick={() => {
            onClose();
            resolving.set(key);
          }}
        >
          Choose
        </TextButton>
      )}
    </Line>
  );
}
