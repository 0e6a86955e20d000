import { sortedItems } from './fields/order.ts';
import type { SetlistItem } from './setlist.ts';
import { type SetHint, setHints } from './setlist-hints.ts';

/** What a setlist needs of a song. */
export interface SetSong {
  readonly id: string;
  readonly title: string;
  readonly artist: string | null;
  readonly key: string | null;
  readonly bpm: number | null;
  readonly durationSeconds: number | null;
  readonly tuning: string | null;
}

/** The sum of known durations in seconds, and how many songs and breaks have none: a duration is never guessed. */
export interface SetSum {
  readonly songs: number;
  readonly seconds: number;
  readonly unknown: number;
}

/** One row of a setlist, with the item's own values for tonight, or else the song's. */
export interface SetLine<S extends SetSong = SetSong> {
  readonly id: string;
  readonly item: SetlistItem;
  readonly kind: SetlistItem['kind'];
  /** Songs are numbered from 1 through the whole set; null for other items. */
  readonly number: number | null;
  /** The song's current title; the title at the time it was added when the song was deleted or is not on this device. */
  readonly title: string;
  readonly song: S | null;
  /** The song is known to be deleted. */
  readonly gone: boolean;
  readonly key: string | null;
  readonly bpm: number | null;
  readonly tuning: string | null;
  readonly seconds: number | null;
  /** The start time, as `21:04`; null when the set has no start time. */
  readonly clock: string | null;
  /** False when an earlier item has no known duration: the row then begins at this time or later. */
  readonly exact: boolean;
  /** For a section: the songs in it, up to the next section or break. */
  readonly sum: SetSum | null;
  /** Hints to read before playing it. */
  readonly hints: readonly SetHint[];
}

export interface SetlistView<S extends SetSong = SetSong> {
  readonly lines: readonly SetLine<S>[];
  readonly sum: SetSum;
  readonly sections: number;
  /** When the last item ends. */
  readonly end: { readonly clock: string; readonly exact: boolean } | null;
}

const DAY = 86_400;
const NOTHING: SetSum = { songs: 0, seconds: 0, unknown: 0 };

/** The local time `seconds` after `20:30`; continues at 00:00 after midnight. */
export function clockAfter(start: string, seconds: number): string {
  const [hours, minutes] = start.split(':').map(Number) as [number, number];
  const total = (hours * 3600 + minutes * 60 + seconds) % DAY;
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${two(total / 3600)}:${two((total % 3600) / 60)}`;
}

function secondsOf(item: SetlistItem, song: SetSong | null): number | null {
  if (item.kind === 'song') return song?.durationSeconds ?? null;
  return item.kind === 'break' ? (item.seconds ?? null) : 0;
}

const plus = (sum: SetSum, item: SetlistItem, seconds: number | null): SetSum => ({
  songs: sum.songs + (item.kind === 'song' ? 1 : 0),
  seconds: sum.seconds + (seconds ?? 0),
  unknown: sum.unknown + (seconds === null ? 1 : 0),
});

/** The songs of each section, by the section's id. */
function sectionSums<S extends SetSong>(lines: readonly Pick<SetLine<S>, 'id' | 'item' | 'seconds'>[]) {
  const sums = new Map<string, SetSum>();
  let section: string | null = null;
  for (const { id, item, seconds } of lines) {
    if (item.kind === 'section') {
      section = id;
      sums.set(id, NOTHING);
    } else if (item.kind === 'break') section = null;
    else if (section !== null) sums.set(section, plus(sums.get(section) ?? NOTHING, item, seconds));
  }
  return sums;
}

/**
 * A setlist for display: rows in order with numbers, start times and sums.
 * @param songs the band's songs by id
 * @param complete whether those are all songs: only then is a missing song a deleted one
 * @param start start time of the first song
 */
export function setlistView<S extends SetSong>(
  items: Readonly<Record<string, SetlistItem>>,
  songs: ReadonlyMap<string, S>,
  complete: boolean,
  start: string | null,
): SetlistView<S> {
  const ordered = sortedItems(items);
  let sum = NOTHING;
  const lines = ordered.map(({ id, ...item }): SetLine<S> => {
    const song = item.kind === 'song' ? (songs.get(item.song ?? '') ?? null) : null;
    const seconds = secondsOf(item, song);
    const before = sum;
    sum = plus(sum, item, seconds);
    return {
      id,
      item,
      kind: item.kind,
      number: item.kind === 'song' ? sum.songs : null,
      title: song?.title ?? item.title ?? (item.kind === 'song' ? 'Unknown song' : ''),
      song,
      gone: item.kind === 'song' && song === null && complete,
      key: item.key ?? song?.key ?? null,
      bpm: item.bpm ?? song?.bpm ?? null,
      tuning: item.tuning ?? song?.tuning ?? null,
      seconds,
      clock: start === null ? null : clockAfter(start, before.seconds),
      exact: before.unknown === 0,
      sum: null,
      hints: [],
    };
  });
  const sums = sectionSums(lines);
  const hints = setHints(lines);
  return {
    lines: lines.map((line) => ({ ...line, sum: sums.get(line.id) ?? null, hints: hints.get(line.id) ?? [] })),
    sum,
    sections: lines.filter(({ kind }) => kind === 'section').length,
    end: start === null ? null : { clock: clockAfter(start, sum.seconds), exact: sum.unknown === 0 },
  };
}

/** How far a set is from its target duration; null without a target. */
export function againstTarget(
  { seconds }: SetSum,
  target: number | null,
): { readonly left: number; readonly over: number; readonly share: number } | null {
  if (target === null) return null;
  return { left: Math.max(0, target - seconds), over: Math.max(0, seconds - target), share: seconds / target };
}
