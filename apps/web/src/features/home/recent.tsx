import { type BandRecord, recordName } from '@rockon/domain';
import { useSyncStatus } from '@rockon/sync-react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { PersonAvatar } from '../../band/person-avatar.tsx';
import { ofTable } from '../../records/page-messages.tsx';
import { recordPath } from '../../records/record-path.ts';
import { RecordSyncIcon, recordKey } from '../../records/record-sync-icon.tsx';
import { cx } from '../../ui/cx.ts';
import { TimeAgo } from '../../ui/time.tsx';
import * as messages from './messages.tsx';
import { linkClass, rowClass } from './row-classes.ts';

/** One record that changed, with who did it last. */
export function Recent({ work }: { readonly work: BandRecord }) {
  const [table, row] = work;
  const band = useBand();
  const status = useSyncStatus(recordKey(band.id, table, row.id));
  const by = row.updatedBy ?? band.userId;
  const member = band.memberOf(by);
  const who = by === band.userId ? messages.you : (member?.name ?? messages.formerMember);
  const sentence = ofTable[table][row.version <= 1 ? 'addedBy' : 'changedBy'];
  return (
    <li className={rowClass} data-record={`${table}/${row.id}`}>
      <PersonAvatar userId={by} name={member?.name ?? who} avatar={member?.avatar ?? null} />
      <div className="min-w-0 flex-1">
        <Link
          to={recordPath(table, row.id)}
          className={cx(linkClass, 'block truncate', status.kind === 'unread' ? 'font-bold' : 'font-medium')}
        >
          {recordName(work)}
          {table === 'songs' && row.artist !== null && (
            <span className="ml-2 font-normal text-secondary">{row.artist}</span>
          )}
        </Link>
        <p className="truncate text-13 text-muted">
          {sentence(who, row.updatedAt === null ? messages.onThisDevice : <TimeAgo at={row.updatedAt} />)}
        </p>
      </div>
      <RecordSyncIcon status={status} />
    </li>
  );
}
