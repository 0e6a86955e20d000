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
import * as messages from './page-messages.ts';
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

/** The last day of something; "Never" only where the device has all of the band's data. */
function LastDay({ last, times = 1 }: { readonly last: ReturnType<KnownHistory['last']>; readonly times?: number }) {
  if (last === null) return <span className="text-muted">–</span>;
  if (last === 'never') return <span className="text-16 text-muted">{messages.never}</span>;
  const { day } = last;
  const when = dayFromToday(day, todayIn(null, Date.now()));
  return (
    <>
      <span className="block text-16">{formatDay(day)}</span>
      <span className="block text-13 font-normal text-muted">
        {times > 1 ? messages.daysAgoAndTotal(when, times) : when}
      </span>
    </>
  );
}

/** When the song was last played and practiced, by the band's shows and practices. */
function HistoryDials({ songId }: { readonly songId: string }) {
  const history = useSongHistory();
  const { timesPlayed = 0 } = history.of(songId) ?? {};
  return (
    <>
      <Dial label={messages.lastPlayed} value={<LastDay last={history.last(songId, 'played')} times={timesPlayed} />} />
      <Dial label={messages.lastPracticed} value={<LastDay last={history.last(songId, 'practiced')} />} />
    </>
  );
}

function Difficulty({ level }: { readonly level: number }) {
  return (
    <span role="img" aria-label={messages.difficultyOf(level)} className="inline-flex items-end gap-1 align-[-2px]">
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
          <Dial label={messages.key} value={song.key} />
          <Dial label={messages.tempo} value={song.bpm} unit={messages.bpm} />
          <Dial
            label={messages.time}
            value={song.durationSeconds === null ? null : formatDuration(song.durationSeconds)}
          />
          <Dial label={messages.tuning} value={song.tuning} />
          <Dial
            label={messages.difficulty}
            value={song.difficulty === null ? null : <Difficulty level={song.difficulty} />}
          />
          <Dial label={messages.status} value={song.status === null ? null : SONG_STATUS_LABELS[song.status]} />
          <HistoryDials songId={song.id} />
        </dl>
        {song.tags.length > 0 && (
          <Section title={messages.tags}>
            <p className="flex flex-wrap gap-1.5">
              {song.tags.map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </p>
          </Section>
        )}
        {song.links.length > 0 && (
          <Section title={messages.links}>
            <ul className="flex flex-wrap gap-2.5">
              {song.links.map((link, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same address may occur twice
                <li key={`${index} ${link.url}`}>
                  {isWebAddress(link.url) ? (
                    <a
                      href={link.url}
                      target="_blank"
                      rel="noopener noreferrer"
                      className={buttonClass('secondary', 'sm')}
                    >
                      {linkLabel(link)}
                      <ExternalLink className="size-3.5 text-muted" aria-label={messages.opensInNewTab} />
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
          <Section title={messages.notes}>
            <p className={`${cardClass} px-4 py-3.5 text-16 leading-7 whitespace-pre-wrap text-text`}>{song.notes}</p>
          </Section>
        )}
      </RecordPage>
      <Suspense fallback={null}>{editing && <SongFormDialog song={song} onClose={() => setEditing(false)} />}</Suspense>
    </>
  );
}
