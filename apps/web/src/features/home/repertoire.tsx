import { formatTotal, SONG_STATUS_LABELS, type Song } from '@rockon/domain';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { cx } from '../../ui/cx.ts';
import { cardClass, Section } from '../../ui/page.tsx';
import * as messages from './messages.tsx';

const SEGMENTS = [
  { status: 'ready', className: 'bg-text' },
  { status: 'learning', className: 'bg-muted' },
  { status: 'idea', className: 'bg-control/50' },
] as const;

/** How many songs are ready, in progress and ideas, as one bar. */
export function Repertoire({ songs }: { readonly songs: readonly Song[] }) {
  const counts = useMemo(() => {
    const found = { ready: 0, learning: 0, idea: 0, seconds: 0, untimed: 0 };
    for (const { status, durationSeconds } of songs) {
      if (status === 'ready') {
        found.seconds += durationSeconds ?? 0;
        if (durationSeconds === null) found.untimed += 1;
      }
      if (status !== null && status !== 'retired') found[status] += 1;
    }
    return found;
  }, [songs]);
  const readyFor = counts.untimed === 0 ? messages.readyToPlayFor : messages.readyToPlayForRoughly;
  const all = counts.ready + counts.learning + counts.idea;
  return (
    <Section title={messages.repertoire}>
      <div className={cx(cardClass, 'grid gap-4 p-4')}>
        <div className="flex items-baseline gap-2">
          <p className="text-28 font-bold tracking-[-0.02em]">{counts.ready}</p>
          <p className="text-14 text-secondary">
            {counts.seconds > 0 ? readyFor(formatTotal(counts.seconds)) : messages.readyToPlay}
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
