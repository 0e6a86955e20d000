import { againstTarget, formatDuration, type SetlistView, type Song } from '@rockon/domain';
import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';
import { sumInWords } from './format-set.ts';
import * as messages from './messages.ts';

/** The total against the target, and the actions for selected rows; sticks to the bottom. */
export function SetFooter({
  view: { sum, sections, end },
  target,
  selection,
}: {
  readonly view: SetlistView<Song>;
  readonly target: number | null;
  /** Null where nothing is selected. */
  readonly selection: ReactNode;
}) {
  const against = againstTarget(sum, target);
  const notes = [
    sections > 0 && messages.setCount(sections),
    sum.unknown > 0 && messages.withoutTime(sum.unknown),
  ].filter((note) => note !== false);
  const over = against !== null && against.over > 0;
  return (
    <div className="sticky bottom-[calc(64px+env(safe-area-inset-bottom))] z-20 rounded-[14px] border border-hairline bg-raised shadow-float desk:bottom-4">
      {selection !== null && (
        <section
          aria-label={messages.selection}
          className="flex items-center gap-2.5 border-b border-hairline py-2 pr-2.5 pl-4 desk:pl-[18px]"
        >
          {selection}
        </section>
      )}
      <section
        aria-label={messages.total}
        className="flex flex-wrap items-center gap-x-5 gap-y-1.5 px-4 py-2.5 desk:px-[18px] desk:py-3"
      >
        <p className="grid">
          <b className="text-16 font-bold desk:text-18">{messages.songCount(sum.songs)}</b>
          <span className="text-12 text-secondary">{notes.join(' · ') || messages.allTimed}</span>
        </p>
        <p className="grid">
          <b className="text-16 font-bold desk:text-18">{sumInWords(sum)}</b>
          <span className="text-12 text-secondary">
            {target === null ? messages.withBreaks : messages.ofTarget(formatDuration(target))}
            {end !== null && ` · ${end.exact ? messages.endsAt(end.clock) : messages.endsAround(end.clock)}`}
          </span>
        </p>
        {against !== null && (
          <div className="flex min-w-40 flex-1 items-center gap-3 max-desk:min-w-full">
            <div aria-hidden="true" className="h-2 flex-1 overflow-hidden rounded-full bg-hairline">
              <div
                className={cx('h-full rounded-full', over ? 'bg-text' : 'bg-accent')}
                style={{ width: `${Math.min(100, against.share * 100)}%` }}
              />
            </div>
            <span className={cx('text-13 whitespace-nowrap', over ? 'font-bold text-text' : 'text-secondary')}>
              {over ? messages.overBy(formatDuration(against.over)) : messages.left(formatDuration(against.left))}
            </span>
          </div>
        )}
      </section>
    </div>
  );
}
