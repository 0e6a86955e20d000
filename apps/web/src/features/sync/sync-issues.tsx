import { type Conflict, canEdit, conflictInWords, rejectionInWords, unsentName } from '@rockon/domain';
import type { FailedMutation, OutboxEntry, PendingMutation } from '@rockon/sync';
import { useEngine } from '@rockon/sync-react';
import type { ReactNode } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { resolving } from '../../records/conflict-dialog-state.ts';
import type { Table } from '../../session/engine.ts';
import { useAccount } from '../../session/session-context.tsx';
import { TextButton } from '../../ui/button.tsx';
import { SyncIcon } from '../../ui/sync-icon.tsx';
import { TimeAgo } from '../../ui/time.tsx';
import { workInWords } from './format-unsent-work.ts';
import * as messages from './messages.ts';
import { ChangedValues, CopyChange, EditChange } from './unsent-changes.tsx';
import { unnamedOf, useRecordName } from './use-record-name.ts';

/** One line of a list in the sync center. */
export function Line({
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

export const List = ({ children }: { children: ReactNode }) => (
  <ul className="overflow-hidden rounded-xl border border-hairline bg-bg [--icon-ring:var(--bg)]">{children}</ul>
);

export function Pending({ item }: { readonly item: PendingMutation<Table> }) {
  const name = useRecordName(item, { ...item.label, ...item.set });
  return (
    <Line
      icon={
        <SyncIcon
          kind={item.sending ? 'syncing' : 'pending'}
          words={item.sending ? messages.saving : messages.pending}
        />
      }
      title={name}
      detail={
        <>
          {workInWords(item)} · <TimeAgo at={item.at} />
        </>
      }
    />
  );
}

/** A change that the server refused: the reason, and Retry, Edit and Discard. */
export function Failed({ item, onClose }: { readonly item: FailedMutation<Table>; readonly onClose: () => void }) {
  const engine = useEngine();
  const name = useRecordName(item, { ...item.label, ...item.set });
  return (
    <Line
      icon={<SyncIcon kind="error" words={rejectionInWords(item.op, item.error.message)} />}
      title={name}
      detail={
        <>
          <span className="block text-error">{rejectionInWords(item.op, item.error.message)}</span>
          {workInWords(item)} · <TimeAgo at={item.at} />
          <ChangedValues change={item} />
        </>
      }
    >
      <TextButton onClick={() => void engine.repository.retry(item.mutation)}>{messages.retry}</TextButton>
      <EditChange item={item} onClose={onClose} />
      <TextButton onClick={() => void engine.repository.discard(item.mutation)}>{messages.discard}</TextButton>
    </Line>
  );
}

/** A change in a band that the person is no longer in. It is never sent. */
export function SetAside({ entry }: { readonly entry: OutboxEntry }) {
  const { record, label = {}, ...rest } = entry;
  const change = { ...rest, id: record, label };
  return (
    <Line
      icon={<SyncIcon kind="error" words={messages.notSent} />}
      title={unsentName(change) ?? unnamedOf(entry.table)}
      detail={
        <>
          {workInWords(entry)} · <TimeAgo at={entry.at} />
          <ChangedValues change={change} />
        </>
      }
    >
      {entry.op !== 'delete' && entry.op !== 'restore' && <CopyChange change={change} />}
    </Line>
  );
}

export function ConflictLine({ conflict, onClose }: { readonly conflict: Conflict; readonly onClose: () => void }) {
  const band = useBand();
  const { identity } = useAccount();
  const key = { scope: band.id, table: conflict.recordTable, id: conflict.recordId };
  const name = useRecordName(key, {});
  return (
    <Line
      icon={<SyncIcon kind="conflict" words={messages.chooseVersion} />}
      title={name}
      detail={conflictInWords(conflict, identity.userId, band.nameOf)}
    >
      {canEdit(band.role) && (
        <TextButton
          onClick={() => {
            onClose();
            resolving.set(key);
          }}
        >
          {messages.choose}
        </TextButton>
      )}
    </Line>
  );
}
