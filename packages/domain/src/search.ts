import { formatDay } from './days.ts';
import { ENTITIES } from './entities.ts';
import { fold, searchWords } from './fold.ts';
import type { SyncedRow } from './synced-row.ts';
import type { BandRecord } from './tables.ts';

interface Texts {
  /** The record's name; matches in it rank higher. */
  readonly name: string;
  readonly rest: string;
}

const cache = new WeakMap<object, Texts>();
const word = (value: unknown) => (typeof value === 'string' ? value : Array.isArray(value) ? value.join(' ') : '');

/** Folded once per version of a record: doing so for thousands of songs on every keystroke would be too slow. */
function textsOf([table, record]: BandRecord): Texts {
  const known = cache.get(record);
  if (known !== undefined) return known;
  const row: SyncedRow = record;
  const day = typeof row.date === 'string' ? formatDay(row.date) : '';
  const name = word(row.title) || word(row.name) || day;
  const texts = {
    name: fold(name),
    rest: fold([day, ...ENTITIES[table].searched.map((field) => word(row[field]))].join('\n')),
  };
  cache.set(row, texts);
  return texts;
}

/** The rank of a match; 0 for none. Every word must match: best at the start of the name, then at the start of a word. */
function score({ name, rest }: Texts, words: readonly string[]): number {
  let sum = 0;
  for (const each of words) {
    const at = name.indexOf(each);
    if (at === 0) sum += 8;
    else if (at > 0) sum += /[\p{L}\p{N}]/u.test(name[at - 1] ?? '') ? 2 : 5;
    else if (rest.includes(each)) sum += 1;
    else return 0;
  }
  return sum;
}

/** The records that contain every word of the query, best first, at most `limit`. None for an empty query. */
export function searchRecords(work: readonly BandRecord[], query: string, limit: number): BandRecord[] {
  const words = searchWords(query);
  if (words.length === 0) return [];
  const found: { readonly work: BandRecord; readonly points: number; readonly name: string }[] = [];
  for (const each of work) {
    const texts = textsOf(each);
    const points = score(texts, words);
    if (points > 0) found.push({ work: each, points, name: texts.name });
  }
  return found
    .sort((a, b) => b.points - a.points || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .slice(0, limit)
    .map((each) => each.work);
}
