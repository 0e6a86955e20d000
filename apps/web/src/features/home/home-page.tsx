import { formatTotal, itemName, lastChanged, SONG_STATUS_LABELS, type Song } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useConnection, useEngine, useLive, useRecord, useRecords, useSyncStatus } from '@rockon/sync-react';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../platform/band-context.tsx';
import { useOpenConflicts } from '../../platform/conflicts.ts';
import { PersonAvatar } from '../../platform/person-avatar.tsx';
import { recordPath } from '../../platform/records/record-path.ts';
import { RecordSyncIcon, recordKey } from '../../platform/records/record-sync-icon.tsx';
import { resolving } from '../../platform/resolving.ts';
import { useAccount } from '../../platform/session-context.tsx';
import { cx } from '../../ui/cx.ts';
import { cardClass, Page, PageHeader, Section } from '../../ui/page.tsx';
import { SyncIcon } from '../../ui/sync-icon.tsx';
import { TimeAgo } from '../../ui/time.tsx';

const RECENT = 8;
const TODAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

function greeting(hour: number): string {
  if (hour < 5) return 'Still up';
  if (hour < 12) return 'Good morning';
  return hour < 18 ? 'Good afternoon' : 'Good evening';
}

const rowClass =
  'relative flex min-h-[52px] items-center gap-3 border-t border-hairline px-4 py-2 first:border-t-0 hover:bg-raised/50';
const linkClass =
  'after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent';

/** Refused work and conflicts: what only a person can settle. */
function NeedsMe() {
  const engine = useEngine();
  const band = useBand();
  const failed = useLive(engine.failed);
  const conflicts = useOpenConflicts(band.id);
  const songs = useMemo(() => new Map([...conflicts].map((conflict) => [conflict.recordId, conflict])), [conflicts]);
  if (failed.length === 0 && conflicts.length === 0) return null;
  return (
    <Section title="Needs you">
      <ul className={cx(cardClass, 'overflow-hidden')}>
        {failed.map(({ mutation, table, id, set, error }) => (
          <li key={mutation} className={rowClass}>
            <SyncIcon kind="error" words={`Not saved: ${error.message}`} />
            <div className="min-w-0">
              <Link to={recordPath(table, id)} className={cx(linkClass, 'font-medium')}>
                <RecordName table={table} id={id} fallback={itemName(set)} />
              </Link>
              <p className="text-13 text-error">Not saved: {error.message}</p>
            </div>
          </li>
        ))}
        {[...songs.values()].map(({ recordTable, recordId }) => (
          <li key={recordId} className={rowClass}>
            <SyncIcon kind="conflict" words="Two versions: choose" />
            <div className="min-w-0">
              <button
                type="button"
                onClick={() => resolving.set(recordKey(band.id, recordTable, recordId))}
                className={cx(linkClass, 'text-left font-medium')}
              >
                <RecordName table={recordTable} id={recordId} fallback={null} />
              </button>
              <p className="text-13 text-conflict">Two versions: choose</p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function RecordName({
  table,
  id,
  fallback,
}: {
  readonly table: string;
  readonly id: string;
  readonly fallback: string | null;
}) {
  const band = useBand();
  const row = useRecord({ scope: band.id, table, id });
  return <>{itemName(row ?? null) ?? fallback ?? 'A deleted song'}</>;
}

function Recent({ song }: { readonly song: Song }) {
  const band = useBand();
  const { identity } = useAccount();
  const status = useSyncStatus(recordKey(band.id, 'songs', song.id));
  const by = song.updatedBy ?? identity.userId;
  const member = band.memberOf(by);
  const who = by === identity.userId ? 'You' : (member?.name ?? 'A former member');
  return (
    <li className={rowClass} data-record={`songs/${song.id}`}>
      <PersonAvatar userId={by} name={member?.name ?? who} avatar={member?.avatar ?? null} />
      <div className="min-w-0 flex-1">
        <Link
          to={`/songs/${song.id}`}
          className={cx(linkClass, 'block truncate', status.kind === 'unread' ? 'font-bold' : 'font-medium')}
        >
          {song.title}
          {song.artist !== null && <span className="ml-2 font-normal text-secondary">{song.artist}</span>}
        </Link>
        <p className="truncate text-13 text-muted">
          {who} {song.version <= 1 ? 'added this' : 'changed this'}{' '}
          {song.updatedAt === null ? 'on this device' : <TimeAgo at={song.updatedAt} />}
        </p>
      </div>
      <RecordSyncIcon status={status} />
    </li>
  );
}

const SEGMENTS = [
  { status: 'ready', className: 'bg-text' },
  { status: 'learning', className: 'bg-muted' },
  { status: 'idea', className: 'bg-control/50' },
] as const;

/** How far the repertoire is, as one bar. */
function Repertoire({ songs }: { readonly songs: readonly Song[] }) {
  const counts = useMemo(() => {
    const found = { ready: 0, learning: 0, idea: 0, seconds: 0 };
    for (const { status, durationSeconds } of songs) {
      if (status === 'ready') found.seconds += durationSeconds ?? 0;
      if (status !== null && status !== 'retired') found[status] += 1;
    }
    return found;
  }, [songs]);
  const all = counts.ready + counts.learning + counts.idea;
  return (
    <Section title="Repertoire">
      <div className={cx(cardClass, 'grid gap-4 p-4')}>
        <div className="flex items-baseline gap-2">
          <p className="text-28 font-bold tracking-[-0.02em]">{counts.ready}</p>
          <p className="text-14 text-secondary">
            ready to play{counts.seconds > 0 && `, ${formatTotal(counts.seconds)}`}
          </p>
        </div>
        {all > 0 && (
          <div aria-hidden="true" className="flex h-2 gap-[3px] overflow-hidden rounded-full">
            {SEGMENTS.filter(({ status }) => counts[status] > 0).map(({ status, className }) => (
              <span key={status} className={className} style={{ flexGrow: counts[status] }} />
            ))}
          </div>
        )}
        <ul className="grid gap-1">
          {SEGMENTS.map(({ status, className }) => (
            <li key={status}>
              <Link
                to={`/songs?show=${status}`}
                className="-mx-2 flex min-h-8 items-center gap-2.5 rounded-lg px-2 text-14 text-secondary hover:bg-raised hover:text-text touch:min-h-11"
              >
                <span aria-hidden="true" className={cx('size-2 rounded-full', className)} />
                {SONG_STATUS_LABELS[status]}
                <span className="ml-auto text-muted">{counts[status]}</span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}

function Quiet({ children }: { readonly children: ReactNode }) {
  return <p className={cx(cardClass, 'px-4 py-6 text-center text-14 text-secondary')}>{children}</p>;
}

/** What needs me, what changed, how far we are. */
export function HomePage() {
  const band = useBand();
  const { identity } = useAccount();
  const { kind } = useConnection();
  const { rows: songs, complete } = useRecords<Song & Row>({ scope: band.id, table: 'songs' });
  const recent = useMemo(() => lastChanged(songs, RECENT), [songs]);
  const name = (band.memberOf(identity.userId)?.name ?? identity.name).split(' ')[0];
  return (
    <Page>
      <PageHeader title={`${greeting(new Date().getHours())}, ${name}`} facts={TODAY.format(new Date())} />
      <div className="grid gap-6 desk:grid-cols-[minmax(0,1fr)_300px]">
        <div className="grid content-start gap-6">
          <NeedsMe />
          <Section title="Recent changes" aside={songs.length > RECENT && <SeeAll />}>
            {recent.length > 0 ? (
              <ul className={cx(cardClass, 'overflow-hidden')}>
                {recent.map((song) => (
                  <Recent key={song.id} song={song} />
                ))}
              </ul>
            ) : (
              <Quiet>
                {complete ? (
                  <>
                    Nothing in the book yet. <SeeAll>Add the first song</SeeAll>
                  </>
                ) : kind === 'offline' ? (
                  'The book of this band is not on this device yet. It comes with the next connection.'
                ) : (
                  'Fetching the book of this band…'
                )}
              </Quiet>
            )}
          </Section>
        </div>
        <div className="grid content-start gap-6">
          {songs.length > 0 && <Repertoire songs={songs} />}
          <Section title="People">
            <Link
              to="/members"
              className={cx(cardClass, 'flex min-h-14 items-center gap-3 px-4 py-3 hover:bg-raised/50')}
            >
              <span className="flex -space-x-2">
                {band.members.slice(0, 6).map((member) => (
                  <span key={member.id} className="rounded-full ring-2 ring-surface">
                    <PersonAvatar userId={member.userId} name={member.name} avatar={member.avatar} />
                  </span>
                ))}
              </span>
              <span className="text-14 text-secondary">
                {band.members.length === 1 ? 'Only you so far' : `${band.members.length} in the band`}
              </span>
              <ChevronRight className="ml-auto size-4 text-muted" aria-hidden="true" />
            </Link>
          </Section>
        </div>
      </div>
    </Page>
  );
}

function SeeAll({ children = 'See all' }: { readonly children?: ReactNode }) {
  return (
    <Link to="/songs" className="rounded font-medium text-text underline decoration-control underline-offset-3">
      {children}
    </Link>
  );
}
