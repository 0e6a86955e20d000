import { isContentTable, type NoticedChange, type NoticeText, noticeOf, summaryOf } from '@rockon/domain';

export interface Notice extends NoticeText {
  /** A notice with the same id replaces the one on screen. */
  readonly id: string;
  /** Ids of notices on screen that this one includes: they go when it comes. */
  readonly replaces: readonly string[];
  /** Whose avatar it shows; null when it is about several people. */
  readonly by: string | null;
  /** What "View" opens: the record, everything new, or nothing because the record is deleted. */
  readonly leadsTo: { readonly table: string; readonly id: string } | 'news' | null;
}

type NameOf = (userId: string | null) => string | null;

/** A notice on screen and the changes that it stands for, by person and record. */
interface Shown {
  readonly id: string;
  /** Milliseconds; when its newest change came. */
  readonly at: number;
  readonly changes: ReadonlyMap<string, NoticedChange>;
}

/** Changes by one person at most this far apart are shown together. */
const MERGE_WITHIN_MS = 5_000;
const WINDOW_MS = 10_000;
const MOST_IN_WINDOW = 5;
/** From this many changes by one person on, they are counted instead of named. */
const COUNT_FROM = 3;

/**
 * Turns what arrived into few, calm notices. Changes are named while they are rare. Three by one person within five
 * seconds become one notice that grows: "3 new changes by Sarah". More than five by several people within ten seconds
 * become one summary that counts from the first of them. What was caught up after being away is one line.
 */
export class NoticeBatcher {
  #shown: Shown[] = [];
  #numbers = 0;

  /** `nameOf` null means the user's own other device. */
  take(changes: readonly NoticedChange[], live: boolean, now: number, nameOf: NameOf): readonly Notice[] {
    const news = latestPerRecord(changes.filter(({ table }) => isContentTable(table)));
    if (news.size === 0) return [];
    this.#shown = this.#shown.filter(({ at }) => at > now - WINDOW_MS);
    if (!live) return [this.#combine([], news, news.size === 1 ? 1 : 0, now, nameOf)];
    const everything = new Map([...this.#shown.flatMap(({ changes: known }) => [...known]), ...news]);
    if (everything.size > MOST_IN_WINDOW && peopleIn(everything).length > 1) {
      return [this.#combine(this.#shown, news, 0, now, nameOf)];
    }
    return [...byPerson(news)].flatMap(([person, theirs]) => this.#ofOnePerson(person, theirs, now, nameOf));
  }

  #ofOnePerson(
    person: string | null,
    news: ReadonlyMap<string, NoticedChange>,
    now: number,
    nameOf: NameOf,
  ): readonly Notice[] {
    const recent = this.#shown.filter(
      ({ at, changes }) => at > now - MERGE_WITHIN_MS && [...changes.values()].every(({ by }) => by === person),
    );
    const together = new Set([...recent.flatMap(({ changes }) => [...changes.keys()]), ...news.keys()]);
    if (together.size >= COUNT_FROM) return [this.#combine(recent, news, 0, now, nameOf)];
    return [...news].map(([record, change]) => {
      const before = recent.filter(({ changes }) => changes.has(record));
      return this.#combine(before, new Map([[record, change]]), 1, now, nameOf);
    });
  }

  /** Shows `news` in one notice with what `earlier` ones stand for: named up to `named` changes, counted above. */
  #combine(
    earlier: readonly Shown[],
    news: ReadonlyMap<string, NoticedChange>,
    named: number,
    now: number,
    nameOf: NameOf,
  ): Notice {
    const changes = new Map(earlier.flatMap((shown) => [...shown.changes]));
    for (const [record, change] of news) changes.set(record, joined(changes.get(record), change));
    const kept = earlier.find((shown) => shown.changes.size > 1 || named === 1);
    const id = kept?.id ?? `notice/${++this.#numbers}`;
    const replaces = earlier.map((shown) => shown.id).filter((each) => each !== id);
    this.#shown = [...this.#shown.filter((shown) => !earlier.includes(shown)), { id, at: now, changes }];
    const [only] = changes.values();
    if (changes.size <= named && only) return { ...single(only, nameOf), id, replaces };
    return { ...counted(changes, nameOf), id, replaces };
  }
}

const keyOf = ({ by, table, id }: NoticedChange): string => `${by}/${table}/${id}`;

/** What two changes of one record are together: what was just added is still new after a correction. */
const joined = (before: NoticedChange | undefined, change: NoticedChange): NoticedChange =>
  before?.op === 'insert' && change.op === 'update' ? { ...change, op: 'insert' } : change;

/** Several changes of one record by one person are one piece of news. */
function latestPerRecord(changes: readonly NoticedChange[]): Map<string, NoticedChange> {
  const latest = new Map<string, NoticedChange>();
  for (const change of changes) latest.set(keyOf(change), joined(latest.get(keyOf(change)), change));
  return latest;
}

function byPerson(news: ReadonlyMap<string, NoticedChange>): Map<string | null, Map<string, NoticedChange>> {
  const people = new Map<string | null, Map<string, NoticedChange>>();
  for (const [record, change] of news) {
    const theirs = people.get(change.by) ?? new Map<string, NoticedChange>();
    people.set(change.by, theirs.set(record, change));
  }
  return people;
}

const peopleIn = (changes: ReadonlyMap<string, NoticedChange>): (string | null)[] => [
  ...new Set([...changes.values()].map(({ by }) => by)),
];

function single(change: NoticedChange, nameOf: NameOf): Pick<Notice, 'title' | 'detail' | 'by' | 'leadsTo'> {
  const { by, op, table, id } = change;
  return { ...noticeOf(change, nameOf(by)), by, leadsTo: op === 'delete' ? null : { table, id } };
}

function counted(
  changes: ReadonlyMap<string, NoticedChange>,
  nameOf: NameOf,
): Pick<Notice, 'title' | 'detail' | 'by' | 'leadsTo'> {
  const people = peopleIn(changes).filter((by) => by !== null);
  const names = people.map((userId) => nameOf(userId) ?? 'you');
  return {
    ...summaryOf(changes.size, names),
    by: people.length === 1 ? (people[0] ?? null) : null,
    leadsTo: 'news',
  };
}
