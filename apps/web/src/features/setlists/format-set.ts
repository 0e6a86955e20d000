import { formatDuration, type SetLine as Line, type SetSum, type Song } from '@rockon/domain';
import * as messages from './messages.ts';

export type SetLine = Line<Song>;

/** `54:40`; with `≈` where some items have no time, and a dash where none has. */
export function sumInWords({ seconds, unknown }: SetSum): string {
  if (seconds === 0) return unknown === 0 ? '0:00' : '–';
  return `${unknown > 0 ? '≈ ' : ''}${formatDuration(seconds)}`;
}

/** The name of a row in announcements, menus and toasts. */
export function nameOfLine({ kind, title, item, gone }: Pick<SetLine, 'kind' | 'title' | 'item' | 'gone'>): string {
  if (kind === 'song') return gone ? messages.deletedSong(title) : title;
  return item.title === undefined || item.title === '' ? messages.kinds[kind] : item.title;
}
