import { formatDuration } from '@rockon/domain';
import { CornerDownRight, Ellipsis, KeyRound, type LucideIcon, RefreshCcwDot, StickyNote, Timer } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Menu } from '../../ui/menu.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import * as common from '../../ui/messages.ts';
import { nameOfLine, type SetLine, sumInWords } from './format-set.ts';
import * as messages from './messages.ts';

const SET_GRID =
  'grid items-center gap-x-2 desk:pl-1 grid-cols-[2.25rem_1.75rem_minmax(0,1fr)_auto_2.75rem] ' +
  'desk:grid-cols-[2rem_2rem_minmax(0,1fr)_3.5rem_2.75rem_3.25rem_3.625rem_2.5rem] touch:grid-cols-[2.75rem_1.75rem_minmax(0,1fr)_auto_2.75rem]';
/** Without handles and menus. */
const READ_GRID =
  'grid items-center gap-x-2 px-3.5 grid-cols-[1.75rem_minmax(0,1fr)_auto] desk:grid-cols-[2rem_minmax(0,1fr)_3.5rem_2.75rem_3.25rem_3.625rem]';

/** The column headers, on desktop. */
export function SetHead({ movable }: { readonly movable: boolean }) {
  return (
    <div
      aria-hidden="true"
      className={cx(
        movable ? SET_GRID : READ_GRID,
        'min-h-9 border-b border-hairline text-12 font-semibold text-muted max-desk:hidden',
      )}
    >
      {movable && <span />}
      {messages.columns.map((head) => (
        <span key={head}>{head}</span>
      ))}
    </div>
  );
}

export interface RowTools {
  readonly moves: (line: SetLine) => readonly MenuEntry[];
  readonly menu: (line: SetLine) => readonly MenuEntry[];
  readonly toggle: (id: string) => void;
}

const HINT_ICONS: Readonly<Record<SetLine['hints'][number]['kind'], LucideIcon>> = {
  retune: RefreshCcwDot,
  'same-key': KeyRound,
  tempo: Timer,
  note: StickyNote,
};

/** Values of this setlist that differ from the song's: `Key F instead of G`. */
function ownValues({ item, song }: SetLine): string[] {
  if (song === null) return [];
  return (['key', 'bpm', 'tuning'] as const).flatMap((name) => {
    const own = item[name];
    if (own === undefined || own === song[name]) return [];
    return [messages.ownValue(name, own, song[name])];
  });
}

function Value({ label, own = false, children }: { label: string; own?: boolean; children: ReactNode }) {
  return (
    <span className={cx('max-desk:hidden', own ? 'font-bold text-accent' : 'text-secondary')}>
      <span className="sr-only">{label} </span>
      {children ?? <span className="text-muted">–</span>}
    </span>
  );
}

function Song({ line }: { readonly line: SetLine }) {
  const { song, item } = line;
  const facts = [line.key, line.bpm, line.seconds === null ? null : formatDuration(line.seconds)].filter(
    (fact) => fact !== null,
  );
  return (
    <>
      <div className="min-w-0 py-1.5">
        <p className="truncate max-desk:whitespace-normal">
          {song === null ? (
            <span className="font-medium text-secondary">{nameOfLine(line)}</span>
          ) : (
            <Link to={`/songs/${song.id}`} className="font-medium text-text hover:underline">
              {song.title}
            </Link>
          )}
          {song?.artist != null && <span className="ml-2 text-secondary max-desk:hidden">{song.artist}</span>}
        </p>
        {facts.length > 0 && <p className="truncate text-12 text-secondary desk:hidden">{facts.join(' · ')}</p>}
        {ownValues(line).map((text) => (
          <p key={text} className="text-12 text-secondary">
            {text}
          </p>
        ))}
      </div>
      <Value label={messages.key} own={item.key !== undefined && item.key !== song?.key}>
        {line.key}
      </Value>
      <Value label={messages.bpm} own={item.bpm !== undefined && item.bpm !== song?.bpm}>
        {line.bpm}
      </Value>
      <Value label={messages.time}>{line.seconds === null ? null : formatDuration(line.seconds)}</Value>
      <span className="text-right text-13 text-secondary desk:text-left desk:text-14">
        {line.clock !== null && (
          <>
            <span className="sr-only">{messages.startsAt}</span>
            {!line.exact && <span title={messages.estimated}>≈</span>}
            {line.clock}
          </>
        )}
      </span>
    </>
  );
}

/** A break, a section or a note, through all columns. */
function Bar({ line }: { readonly line: SetLine }) {
  const aside =
    line.kind === 'section' && line.sum !== null
      ? messages.songsAndLength(line.sum.songs, sumInWords(line.sum))
      : line.kind === 'break'
        ? line.seconds === null
          ? messages.noTime
          : formatDuration(line.seconds)
        : null;
  return (
    <div className="col-span-2 flex min-w-0 items-center gap-3 py-1.5 desk:col-span-5">
      <span
        className={cx(
          'min-w-0 flex-1 wrap-anywhere',
          line.kind === 'note' ? 'text-13 text-secondary italic' : 'text-13 font-bold text-secondary',
        )}
      >
        {line.kind === 'section' ? <h2 className="inline">{nameOfLine(line)}</h2> : nameOfLine(line)}
      </span>
      {line.kind === 'break' && line.clock !== null && (
        <span className="text-13 text-muted">
          {line.exact ? '' : '≈'}
          {line.clock}
        </span>
      )}
      {aside !== null && <span className="text-13 whitespace-nowrap text-secondary">{aside}</span>}
    </div>
  );
}

/** The background of a row. */
export const rowClass = ({ kind }: SetLine, selected: boolean): string =>
  cx(
    kind === 'section' || kind === 'break' ? 'bg-raised' : 'bg-surface',
    selected && 'bg-[color-mix(in_srgb,var(--surface),var(--accent)_14%)]!',
  );

/** The content of one row. `handle` and `tools` are null for viewers. */
export function SetRow({
  line,
  handle,
  selecting,
  selected,
  tools,
}: {
  readonly line: SetLine;
  readonly handle: ReactNode;
  readonly selecting: boolean;
  readonly selected: boolean;
  readonly tools: RowTools | null;
}) {
  const name = nameOfLine(line);
  const bar = line.kind !== 'song';
  /** Under the title. */
  const below = tools === null ? 'pl-[3.125rem]' : 'pl-[4.75rem]';
  return (
    <>
      {line.hints.map((hint) => {
        const Icon = HINT_ICONS[hint.kind];
        return hint.kind === 'note' ? null : (
          <p
            key={hint.kind}
            className={cx(
              'flex items-start gap-2 border-b border-dashed border-hairline py-1 pr-3 text-12 text-secondary',
              below,
            )}
          >
            <Icon className="mt-0.5 size-3 shrink-0 text-muted" aria-hidden="true" />
            {hint.text}
          </p>
        );
      })}
      <div className={cx(tools === null ? READ_GRID : SET_GRID, 'min-h-11')}>
        {handle}
        {selecting && tools !== null ? (
          <label className="grid size-7 place-items-center touch:size-11 touch:-mx-2">
            <input
              type="checkbox"
              aria-label={common.selectItem(name)}
              checked={selected}
              onChange={() => tools.toggle(line.id)}
              className="size-[18px] accent-(--accent)"
            />
          </label>
        ) : (
          <span className="text-14 text-secondary">{line.number}</span>
        )}
        {bar ? <Bar line={line} /> : <Song line={line} />}
        {tools !== null && (
          <Menu
            trigger={(props) => (
              <IconButton label={common.actionsFor(name)} {...props}>
                <Ellipsis className="size-5" aria-hidden="true" />
              </IconButton>
            )}
            entries={tools.menu(line)}
          />
        )}
      </div>
      {line.item.note !== undefined && (
        <p className={cx('flex items-start gap-2 pr-3 pb-2 text-13 whitespace-pre-wrap text-secondary', below)}>
          <CornerDownRight className="mt-0.5 size-3.5 shrink-0 text-muted" aria-label={messages.note} />
          {line.item.note}
        </p>
      )}
    </>
  );
}
