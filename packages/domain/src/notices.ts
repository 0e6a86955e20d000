import { formatDay } from './days.ts';
import { entityOf } from './entities.ts';
import { fieldName } from './field-labels.ts';

/** What a notice has to know of a change that was made on another device. */
export interface NoticedChange {
  readonly table: string;
  readonly id: string;
  readonly op: 'insert' | 'update' | 'delete' | 'restore';
  readonly row: { readonly [field: string]: unknown } | null;
  readonly paths: readonly string[];
  readonly by: string | null;
}

export interface NoticeText {
  readonly title: string;
  readonly detail: string | null;
}

const VERBS: Readonly<Record<NoticedChange['op'], string>> = {
  insert: 'added',
  update: 'changed',
  delete: 'deleted',
  restore: 'restored',
};

/** More changed fields than these are not read in the time that a message stands. */
const MOST_NAMED = 3;

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

/** “Wonderwall” by Oasis, “Friday at the Forum”; a practice without a name is called by its day. */
export function itemName(row: { readonly [field: string]: unknown } | null): string | null {
  const title = text(row?.title) ?? text(row?.name);
  const date = text(row?.date);
  if (title === null) return date === null ? null : `“${formatDay(date)}”`;
  const artist = text(row?.artist);
  return artist === null ? `“${title}”` : `“${title}” by ${artist}`;
}

/** One change in words: "Sarah added a song", "“Wonderwall” by Oasis". `actor` is null for the user's own other device. */
export function noticeOf(change: NoticedChange, actor: string | null): NoticeText {
  const noun = entityOf(change.table)?.noun ?? 'item';
  const item = itemName(change.row);
  const changed = change.op === 'update' ? [...new Set(change.paths.map(fieldName))] : [];
  const few = changed.length > 0 && changed.length <= MOST_NAMED;
  const detail = few && item !== null ? `${item}: ${changed.join(', ')}` : item;
  return { title: `${actor ?? 'You'} ${VERBS[change.op]} a ${noun}`, detail };
}

/** Several changes in one line: "3 new changes by Sarah". */
export function summaryOf(count: number, actors: readonly string[]): NoticeText {
  const names = [...new Set(actors)];
  const who =
    names.length === 0
      ? ''
      : names.length <= 2
        ? ` by ${names.join(' and ')}`
        : ` by ${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
  return { title: `${count} new ${count === 1 ? 'change' : 'changes'}${who}`, detail: null };
}
