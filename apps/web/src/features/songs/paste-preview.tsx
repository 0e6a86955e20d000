import type { SongLine } from '@rockon/domain';
import { cx } from '../../ui/cx.ts';
import * as messages from './dialog-messages.ts';

/** Lines that are shown; nobody reads more, so the rest is only counted. */
const SHOWN = 200;

/** How each line of a pasted list was parsed. */
export function PastePreview({
  lines,
  alsoAgain,
}: {
  readonly lines: readonly SongLine[];
  readonly alsoAgain: boolean;
}) {
  return (
    <section aria-label={messages.preview} className="grid content-start gap-1.5">
      <h3 className="text-13 font-medium text-secondary">{messages.preview}</h3>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
        tabIndex={0}
        className="max-h-[46dvh] min-h-24 overflow-y-auto rounded-[10px] border border-hairline"
      >
        {lines.length === 0 ? (
          <p className="px-3 py-2.5 text-13 text-muted">{messages.previewEmpty}</p>
        ) : (
          <ul className="divide-y divide-hairline text-14">
            {lines.slice(0, SHOWN).map((line) => {
              const out = line.song === null || (line.again !== null && !alsoAgain);
              return (
                <li key={line.line} className="flex items-baseline gap-2 px-3 py-1.5">
                  <span className={cx('min-w-0 flex-1 truncate', out && 'text-muted line-through')}>
                    <span className="font-medium">{line.song === null ? line.text : line.song.title}</span>
                    {line.song?.artist != null && <span className="ml-2 text-secondary">{line.song.artist}</span>}
                  </span>
                  {line.song === null ? (
                    <span className="shrink-0 text-12 font-medium text-error">{messages.skipped}</span>
                  ) : (
                    line.again !== null && (
                      <span className="shrink-0 text-12 text-muted">
                        {line.again === 'in the band' ? messages.already : messages.twice}
                      </span>
                    )
                  )}
                </li>
              );
            })}
            {lines.length > SHOWN && (
              <li className="px-3 py-1.5 text-13 text-muted">{messages.andMore(lines.length - SHOWN)}</li>
            )}
          </ul>
        )}
      </div>
    </section>
  );
}
