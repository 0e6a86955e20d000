import { canEdit, formatDuration, isWebAddress, linkLabel, SONG_STATUS_LABELS, type Song } from '@rockon/domain';
import type { RecordKey, Row } from '@rockon/sync';
import { useEngine, useRecord, useRecords, useSyncStatus } from '@rockon/sync-react';
import { ArrowLeft, ExternalLink, Pencil, SearchX } from 'lucide-react';
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useBand } from '../../platform/band-context.tsx';
import { useConflictsByRecord } from '../../platform/conflicts.ts';
import { markSeen } from '../../platform/read-marks.ts';
import { RecordSyncIcon, recordKey } from '../../platform/record-sync-icon.tsx';
import { useAccount } from '../../platform/session-context.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Tag } from '../../ui/chip.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { cardClass, Page, Section, useTitle } from '../../ui/page.tsx';
import { TimeAgo } from '../../ui/time.tsx';
import { SongMenu } from './song-menu.tsx';
import { SongProblem } from './song-problem.tsx';
import { SongsNotHereYet } from './songs-empty.tsx';
import { useDeleteSong } from './use-delete-song.ts';

const SongFormDialog = lazy(() => import('./song-form-dialog.tsx').then((m) => ({ default: m.SongFormDialog })));

/** Looking at a song is reading it, on all of the user's devices; a page in the background is not looked at. */
function useMarkAsRead(song: Song | undefined, unread: boolean) {
  const engine = useEngine();
  const { identity } = useAccount();
  useEffect(() => {
    if (song === undefined || !unread) return;
    const mark = () => {
      if (document.visibilityState === 'visible') void markSeen(engine, identity.userId, 'songs', song);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [engine, identity.userId, song, unread]);
}

function Dial({ label, value, unit }: { readonly label: string; readonly value: ReactNode; readonly unit?: string }) {
  return (
    <div className="grid content-start gap-0.5 bg-surface px-4 py-3">
      <dt className="text-12 font-medium text-muted">{label}</dt>
      <dd className="text-22 font-semibold tracking-[-0.01em]">
        {value ?? <span className="text-muted">–</span>}
        {value !== null && unit !== undefined && <span className="ml-1 text-13 font-normal text-muted">{unit}</span>}
      </dd>
    </div>
  );
}

function Difficulty({ level }: { readonly level: number }) {
  return (
    <span role="img" aria-label={`${level} of 5`} className="inline-flex items-end gap-1 align-[-2px]">
      {[1, 2, 3, 4, 5].map((step) => (
        <span
          key={step}
          className={step <= level ? 'w-2 rounded-[2px] bg-text' : 'w-2 rounded-[2px] bg-hairline'}
          style={{ height: 7 + step * 3 }}
        />
      ))}
    </span>
  );
}

function Byline({ song }: { readonly song: Song }) {
  const { nameOf } = useBand();
  const { identity } = useAccount();
  const who = (userId: string | null) => (userId === identity.userId ? 'you' : nameOf(userId));
  if (song.createdAt === null) return <p className="text-13 text-muted">Added on this device, not sent yet</p>;
  return (
    <p className="text-13 text-muted">
      Added by {who(song.createdBy)} <TimeAgo at={song.createdAt} />
      {song.version > 1 && song.updatedAt !== null && (
        <>
          {' · '}last changed by {who(song.updatedBy)} <TimeAgo at={song.updatedAt} />
        </>
      )}
    </p>
  );
}

/** What a record was before: a part of its own, put in from outside. */
type HistoryPart = ComponentType<{
  readonly recordKey: RecordKey & { readonly table: 'songs' };
  readonly current: Row;
}>;

export function SongPage({ History }: { readonly History: HistoryPart }) {
  const { id = '' } = useParams();
  const band = useBand();
  const song = useRecord<Song & Row>({ scope: band.id, table: 'songs', id });
  const { complete } = useRecords<Row>({ scope: band.id, table: 'songs' });
  if (song === undefined) {
    return (
      <Page narrow>
        {complete ? (
          <EmptyState
            icon={<SearchX aria-hidden="true" />}
            title="This song is not in the band's book"
            actions={
              <Link to="/songs" className={buttonClass('primary')}>
                Back to the list
              </Link>
            }
          >
            It was deleted, or it belongs to another band. What was deleted in the last 30 days is in the{' '}
            <Link to="/trash" className="font-medium text-text underline decoration-control underline-offset-3">
              trash
            </Link>
            .
          </EmptyState>
        ) : (
          <SongsNotHereYet />
        )}
      </Page>
    );
  }
  return <SongDetail song={song} History={History} key={id} />;
}

function SongDetail({ song, History }: { readonly song: Song & Row; readonly History: HistoryPart }) {
  const band = useBand();
  const key = recordKey(band.id, 'songs', song.id);
  const status = useSyncStatus(key);
  const conflicts = useConflictsByRecord(band.id).get(song.id) ?? [];
  const [params, setParams] = useSearchParams();
  const editing = params.has('edit');
  const mayEdit = canEdit(band.role);
  const remove = useDeleteSong();
  const navigate = useNavigate();
  const setEditing = (on: boolean) => setParams(on ? { edit: '' } : {}, { replace: true });
  useTitle(song.title);
  useMarkAsRead(song, status.kind === 'unread' || status.kind === 'conflict');
  return (
    <Page narrow>
      <article data-record={`songs/${song.id}`} className="grid gap-6">
        <div className="flex items-center gap-2">
          <Link
            to="/songs"
            className="-ml-2 inline-flex min-h-11 items-center gap-2 rounded-[10px] px-2 text-14 font-medium text-secondary hover:text-text"
          >
            <ArrowLeft className="size-4" aria-hidden="true" />
            Back
          </Link>
          <div className="ml-auto flex items-center gap-1.5">
            {mayEdit && (
              <Button onClick={() => setEditing(true)}>
                <Pencil className="size-4" aria-hidden="true" />
                Edit
              </Button>
            )}
            {mayEdit && (
              <SongMenu
                onEdit={() => setEditing(true)}
                onDelete={() => {
                  remove(song);
                  void navigate('/songs');
                }}
              />
            )}
          </div>
        </div>
        <header className="grid gap-1">
          <div className="flex items-start gap-3">
            <h1 className="text-28 font-bold tracking-[-0.02em]">{song.title}</h1>
            <span className="mt-[7px] [--icon-ring:var(--bg)]">
              <RecordSyncIcon status={status} />
            </span>
          </div>
          {(song.artist !== null || song.album !== null) && (
            <p className="text-16 text-secondary">
              {song.artist}
              {song.artist !== null && song.album !== null && <span className="text-muted"> · </span>}
              {song.album !== null && <span className="text-muted">{song.album}</span>}
            </p>
          )}
          <div className="mt-1 empty:hidden [&_p]:text-14">
            <SongProblem recordKey={key} status={status} conflicts={conflicts} />
          </div>
        </header>
        <dl className={`${cardClass} grid grid-cols-2 gap-px overflow-hidden bg-hairline! sm:grid-cols-3`}>
          <Dial label="Key" value={song.key} />
          <Dial label="Tempo" value={song.bpm} unit="BPM" />
          <Dial label="Time" value={song.durationSeconds === null ? null : formatDuration(song.durationSeconds)} />
          <Dial label="Tuning" value={song.tuning} />
          <Dial label="Difficulty" value={song.difficulty === null ? null : <Difficulty level={song.difficulty} />} />
          <Dial label="Status" value={song.status === null ? null : SONG_STATUS_LABELS[song.status]} />
        </dl>
        {song.tags.length > 0 && (
          <Section title="Tags">
            <p className="flex flex-wrap gap-1.5">
              {song.tags.map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </p>
          </Section>
        )}
        {song.links.length > 0 && (
          <Section title="Links">
            <ul className="flex flex-wrap gap-2.5">
              {song.links.map((link, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same address may stand there twice
                <li key={`${index} ${link.url}`}>
                  {isWebAddress(link.url) ? (
                    <a
                      href={link.url}
                      target="_blank"
                      rel="noopener noreferrer"
                      className={buttonClass('secondary', 'sm')}
                    >
                      {linkLabel(link)}
                      <ExternalLink className="size-3.5 text-muted" aria-label="opens in a new tab" />
                    </a>
                  ) : (
                    <span className="text-14 text-muted">{link.url}</span>
                  )}
                </li>
              ))}
            </ul>
          </Section>
        )}
        {song.notes !== null && (
          <Section title="Notes">
            <p className={`${cardClass} px-4 py-3.5 text-16 leading-7 whitespace-pre-wrap text-text`}>{song.notes}</p>
          </Section>
        )}
        <Byline song={song} />
        {song.createdAt !== null && (
          <Suspense fallback={null}>
            <History recordKey={{ scope: band.id, table: 'songs', id: song.id }} current={song} />
          </Suspense>
        )}
      </article>
      <Suspense fallback={null}>{editing && <SongFormDialog song={song} onClose={() => setEditing(false)} />}</Suspense>
    </Page>
  );
}
