import {
  dayFromToday,
  formatDay,
  formatDuration,
  isWebAddress,
  linkLabel,
  SONG_STATUS_LABELS,
  type Song,
  todayIn,
} from '@rockon/domain';
import { ExternalLink } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { type HistoryPart, RecordPage, RecordRoute, useEditing } from '../../records/record-page.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Tag } from '../../ui/chip.tsx';
import { cardClass, Section } from '../../ui/page.tsx';
import { type KnownHistory, useSongHistory } from './song-history.ts';

const SongFormDialog = lazy(() => import('./song-form-dialog.tsx').then((m) => ({ default: m.SongFormDialog })));

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

/** The last day of something; "Never" only where the device knows all there is to know. */
function LastDay({ last, aside = '' }: { readonly last: ReturnType<KnownHistory['last']>; readonly aside?: string }) {
  if (last === null) return <span className="text-muted">–</span>;
  if (last === 'never') return <span className="text-16 text-muted">Never</span>;
  const { day } = last;
  return (
    <>
      <span className="block text-16">{formatDay(day)}</span>
      <span className="block text-13 font-normal text-muted">
        {dayFromToday(day, todayIn(null, Date.now()))}
        {aside}
      </span>
    </>
  );
}

/** When the song was last played and practised, as shows and practices tell. */
function HistoryDials({ songId }: { readonly songId: string }) {
  const history = useSongHistory();
  const { timesPlayed = 0 } = history.of(songId) ?? {};
  const times = timesPlayed > 1 ? `, ${timesPlayed} times in all` : '';
  return (
    <>
      <Dial label="Last played" value={<LastDay last={history.last(songId, 'played')} aside={times} />} />
      <Dial label="Last practised" value={<LastDay last={history.last(songId, 'practised')} />} />
    </>
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

export function SongPage({ History }: { readonly History: HistoryPart }) {
  return (
    <RecordRoute table="songs">{(song) => <SongDetail song={song} History={History} key={song.id} />}</RecordRoute>
  );
}

function SongDetail({ song, History }: { readonly song: Song; readonly History: HistoryPart }) {
  const [editing, setEditing] = useEditing();
  return (
    <>
      <RecordPage
        table="songs"
        record={song}
        title={song.title}
        subtitle={
          (song.artist !== null || song.album !== null) && (
            <p className="text-16 text-secondary">
              {song.artist}
              {song.artist !== null && song.album !== null && <span className="text-muted"> · </span>}
              {song.album !== null && <span className="text-muted">{song.album}</span>}
            </p>
          )
        }
        onEdit={() => setEditing(true)}
        History={History}
      >
        <dl className={`${cardClass} grid grid-cols-2 gap-px overflow-hidden bg-hairline! sm:grid-cols-4`}>
          <Dial label="Key" value={song.key} />
          <Dial label="Tempo" value={song.bpm} unit="BPM" />
          <Dial label="Time" value={song.durationSeconds === null ? null : formatDuration(song.durationSeconds)} />
          <Dial label="Tuning" value={song.tuning} />
          <Dial label="Difficulty" value={song.difficulty === null ? null : <Difficulty level={song.difficulty} />} />
          <Dial label="Status" value={song.status === null ? null : SONG_STATUS_LABELS[song.status]} />
          <HistoryDials songId={song.id} />
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
      </RecordPage>
      <Suspense fallback={null}>{editing && <SongFormDialog song={song} onClose={() => setEditing(false)} />}</Suspense>
    </>
  );
}
