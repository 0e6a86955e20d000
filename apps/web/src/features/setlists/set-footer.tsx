import { againstTarget, formatDuration, type SetlistView, type Song } from '@rockon/domain';
import { cx } from '../../ui/cx.ts';
import { countOf, sumInWords, unknownInWords } from './set-words.ts';

/** How much there is, against how much there should be; stays in sight while the set scrolls. */
export function SetFooter({
  view: { sum, sections, end },
  target,
}: {
  readonly view: SetlistView<Song>;
  readonly target: number | null;
}) {
  const against = againstTarget(sum, target);
  const unknown = unknownInWords(sum.unknown);
  const over = against !== null && against.over > 0;
  return (
    <section
      aria-label="Total"
      className="sticky bottom-[calc(64px+env(safe-area-inset-bottom))] z-20 flex flex-wrap items-center gap-x-5 gap-y-1.5 rounded-[14px] border border-hairline bg-raised px-4 py-2.5 shadow-float desk:bottom-4 desk:px-[18px] desk:py-3"
    >
      <p className="grid">
        <b className="text-16 font-bold desk:text-18">{countOf(sum.songs, 'song')}</b>
        <span className="text-12 text-secondary">
          {[sections > 0 && countOf(sections, 'set'), unknown].filter(Boolean).join(' · ') || 'all with a time'}
        </span>
      </p>
      <p className="grid">
        <b className="text-16 font-bold desk:text-18">{sumInWords(sum)}</b>
        <span className="text-12 text-secondary">
          {target === null ? 'with breaks' : `of ${formatDuration(target)}`}
          {end !== null && ` · ends ${end.exact ? '' : '≈ '}${end.clock}`}
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
            {over ? `${formatDuration(against.over)} over` : `${formatDuration(against.left)} left`}
          </span>
        </div>
      )}
    </section>
  );
}
