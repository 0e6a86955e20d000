import { formatDay } from './days.ts';
import { entityOf } from './entities.ts';
import { changeInWords, fieldName } from './field-labels.ts';
import { formatNumber, plural } from './plural.ts';

/** A change made on another device, as a notice needs it. */
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

const TITLES: Readonly<Record<NoticedChange['op'], (who: string, noun: string) => string>> = {
  insert: (who, noun) => `${who} added a ${noun}`,
  update: (who, noun) => `${who} changed a ${noun}`,
  delete: (who, noun) => `${who} deleted a ${noun}`,
  restore: (who, noun) => `${who} restored a ${noun}`,
};

/** A toast is too short-lived to read more names than this. */
const MAX_NAMED = 3;

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

/** `“Wonderwall” by Oasis`, `“Friday at the Forum”`; a practice without a name has its date instead. */
export function itemName(row: { readonly [field: string]: unknown } | null): string | null {
  const title = text(row?.title) ?? text(row?.name);
  const date = text(row?.date);
  if (title === null) return date === null ? null : `“${formatDay(date)}”`;
  const artist = text(row?.artist);
  return artist === null ? `“${title}”` : `“${title}” by ${artist}`;
}

/** What an update changed, as precisely as fits: the items' names, else their kind, else nothing. */
function changedParts({ op, paths, row }: NoticedChange): readonly string[] {
  if (op !== 'update') return [];
  const precise = [...new Set(paths.map((path) => changeInWords(path, row)))];
  if (precise.length <= MAX_NAMED) return precise;
  const general = [...new Set(paths.map(fieldName))];
  return general.length <= MAX_NAMED ? general : [];
}

/** One change as text: `Sarah added a song`, `“Wonderwall” by Oasis`. `actor` is null for the user's own other device. */
export function noticeOf(change: NoticedChange, actor: string | null): NoticeText {
  const noun = entityOf(change.table)?.noun ?? 'item';
  const item = itemName(change.row);
  const changed = changedParts(change);
  const detail = changed.length > 0 && item !== null ? `${item}: ${changed.join(', ')}` : item;
  return { title: TITLES[change.op](actor ?? 'You', noun), detail };
}

/** `Sarah`, `Sarah and Tom`, `Sarah, Tom, and 2 more`. */
function peopleInWords(names: readonly string[]): string {
  const [first, second, ...more] = names;
  if (second === undefined) return first ?? '';
  return more.length === 0 ? `${first} and ${second}` : `${first}, ${second}, and ${more.length} more`;
}

/** Several changes in one line: `3 new changes by Sarah`. */
export function summaryOf(count: number, actors: readonly string[]): NoticeText {
  const who = peopleInWords([...new Set(actors)]);
  const number = formatNumber(count);
  const title =
    who === ''
      ? plural(count, '1 new change', `${number} new changes`)
      : plural(count, `1 new change by ${who}`, `${number} new changes by ${who}`);
  return { title, detail: null };
}
