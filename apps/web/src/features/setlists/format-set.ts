import { formatDuration, type SetLine as Line, type SetSum, type Song } from '@rockon/domain';

export type SetLine = Line<Song>;

export const countOf = (count: number, noun: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? noun : `${noun}s`}`;

/** `54:40`; with `≈` where something has no known length, and a dash where nothing has one. */
export function sumInWords({ seconds, unknown }: SetSum): string {
  if (seconds === 0) return unknown === 0 ? '0:00' : '–';
  return `${unknown > 0 ? '≈ ' : ''}${formatDuration(seconds)}`;
}

export const unknownInWords = (unknown: number) => (unknown === 0 ? null : `${unknown} without a time`);

/** What a row is called when it is spoken of: in announcements, menus and messages. */
export function nameOfLine({ kind, title, item, gone }: Pick<SetLine, 'kind' | 'title' | 'item' | 'gone'>): string {
  if (kind === 'song') return gone ? `${title} (deleted)` : title;
  const fallback = { break: 'Break', section: 'Section', note: 'Note' }[kind];
  return item.title === undefined || item.title === '' ? fallback : item.title;
}
