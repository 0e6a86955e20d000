import { isContentTable, type NoticedChange, type NoticeText, noticeOf, summaryOf } from '@rockon/domain';

export interface Notice extends NoticeText {
  /** A notice with the same id takes the place of the one shown. */
  readonly id: string;
  /** Whose face stands beside it; null when it is about several people. */
  readonly by: string | null;
  /** Where one sees more: the record, all that is new, or nowhere, because it is gone. */
  readonly leadsTo: { readonly table: string; readonly id: string } | 'news' | null;
}

interface Shown {
  readonly at: number;
  readonly id: string;
  /** What was done, as long as more of the same may still come. */
  readonly op: NoticedChange['op'] | null;
}

const MERGE_WITHIN_MS = 5_000;
const WINDOW_MS = 10_000;
const MOST_IN_WINDOW = 5;
const SINGLE_UP_TO = 2;

/**
 * Turns what arrived into few, quiet notices: one per change while they are rare; "3 new changes by Sarah" for a batch;
 * one growing summary when more than five come within ten seconds; one line for what was caught up.
 */
export class NoticeBatcher {
  #shown: Shown[] = [];
  #flood: { readonly until: number; readonly count: number; readonly by: readonly string[] } | null = null;
  #summaries = 0;

  /** `nameOf` null means the user's own other device. */
  take(
    changes: readonly NoticedChange[],
    live: boolean,
    now: number,
    nameOf: (userId: string | null) => string | null,
  ): readonly Notice[] {
    const news = lastPerRecord(changes.filter(({ table }) => isContentTable(table)));
    if (news.length === 0) return [];
    this.#shown = this.#shown.filter(({ at }) => at > now - WINDOW_MS);
    const flooded = this.#flood !== null && this.#flood.until > now;
    if (flooded || (live && news.length <= SINGLE_UP_TO && this.#shown.length + news.length > MOST_IN_WINDOW)) {
      return [this.#growFlood(news, now, nameOf)];
    }
    this.#flood = null;
    if (news.length > (live ? SINGLE_UP_TO : 1)) return this.#summary(news, now, nameOf);
    return news.map((change) => this.#single(change, now, nameOf));
  }

  #single(change: NoticedChange, now: number, nameOf: (userId: string | null) => string | null): Notice {
    const name = `${change.by}/${change.table}/${change.id}`;
    const before = this.#shown.find(({ id, at }) => id === name && at > now - MERGE_WITHIN_MS);
    const op = joined(before?.op ?? null, change.op);
    if (before === undefined) this.#shown.push({ at: now, id: name, op });
    return {
      ...noticeOf({ ...change, op }, nameOf(change.by)),
      id: name,
      by: change.by,
      leadsTo: op === 'delete' ? null : { table: change.table, id: change.id },
    };
  }

  #summary(
    news: readonly NoticedChange[],
    now: number,
    nameOf: (userId: string | null) => string | null,
  ): readonly Notice[] {
    this.#summaries += 1;
    const id = `summary/${this.#summaries}`;
    this.#shown.push({ at: now, id, op: null });
    return [summary(id, news.length, people(news), nameOf)];
  }

  #growFlood(news: readonly NoticedChange[], now: number, nameOf: (userId: string | null) => string | null): Notice {
    const before = this.#flood !== null && this.#flood.until > now ? this.#flood : null;
    const count = (before?.count ?? 0) + news.length;
    const by = [...new Set([...(before?.by ?? []), ...people(news)])];
    this.#flood = { until: now + WINDOW_MS, count, by };
    return summary('flood', count, by, nameOf);
  }
}

/** What two changes of one record are together: what was just added is still new after a correction. */
const joined = (before: NoticedChange['op'] | null, op: NoticedChange['op']): NoticedChange['op'] =>
  before === 'insert' && op === 'update' ? 'insert' : op;

/** Several changes of one record in one batch are one piece of news. */
function lastPerRecord(changes: readonly NoticedChange[]): NoticedChange[] {
  const byRecord = new Map<string, NoticedChange>();
  for (const change of changes) {
    const name = `${change.by}/${change.table}/${change.id}`;
    const before = byRecord.get(name);
    byRecord.delete(name);
    byRecord.set(name, { ...change, op: joined(before?.op ?? null, change.op) });
  }
  return [...byRecord.values()];
}

const people = (news: readonly NoticedChange[]) => [
  ...new Set(news.map(({ by }) => by).filter((by): by is string => by !== null)),
];

function summary(
  id: string,
  count: number,
  by: readonly string[],
  nameOf: (userId: string | null) => string | null,
): Notice {
  const names = by.map((userId) => nameOf(userId) ?? 'you');
  return { ...summaryOf(count, names), id, by: by.length === 1 ? (by[0] ?? null) : null, leadsTo: 'news' };
}
