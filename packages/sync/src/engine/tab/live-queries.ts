import { tableKeyOf } from '../../core/keys.ts';
import { SortedQuery } from '../../core/sorted-query.ts';
import type { Row } from '../../protocol/row.ts';
import type { Live, Query, QueryResult } from '../public-types.ts';
import type { ChangeSet } from './change-set.ts';
import { Listeners } from './live.ts';
import type { Memory } from './memory.ts';

const all = (): boolean => true;
const unsorted = (): number => 0;
/** A filter that is typed makes a new query with each letter: only this many without subscribers are kept. */
const UNWATCHED_KEPT = 8;
const NONE: QueryResult = { rows: [], complete: false };

/** The result of one query: updated while it has subscribers, otherwise computed on read. */
class LiveQuery implements Live<QueryResult> {
  readonly #query: Query;
  readonly #memory: Memory;
  readonly #sorted: SortedQuery<Row>;
  readonly #listeners = new Listeners();
  readonly #onWatched: () => void;
  #result: QueryResult = NONE;
  #fresh = false;

  constructor(query: Query, memory: Memory, onWatched: () => void) {
    this.#query = query;
    this.#memory = memory;
    this.#onWatched = onWatched;
    this.#sorted = new SortedQuery({ where: query.where ?? all, sort: query.sort ?? unsorted });
  }

  get watched(): boolean {
    return this.#listeners.size > 0;
  }

  get = (): QueryResult => {
    // A detached query receives no updates: it computes its result again when it is subscribed to.
    if (!this.#fresh) {
      this.#sorted.reset([...this.#memory.viewRows(this.#query.scope, this.#query.table)]);
      this.#fresh = true;
      this.#result = this.#compute();
    }
    return this.#result;
  };

  subscribe = (listener: () => void): (() => void) => {
    const end = this.#listeners.subscribe(listener);
    this.#onWatched();
    // Changes are found by comparing with a computed result, so there has to be one.
    this.get();
    return end;
  };

  /** It receives no more updates until somebody subscribes again. */
  detach(): void {
    this.#fresh = false;
  }

  /** Rows changed one by one. */
  update(ids: readonly string[]): void {
    if (!this.#fresh) return;
    const changed = new Map<string, Row | undefined>();
    for (const id of ids) {
      const row = this.#memory.view(this.#query.scope, this.#query.table, id);
      changed.set(id, row?.deletedAt ? undefined : row);
    }
    if (this.#sorted.update(changed)) this.#publish();
  }

  /** The table changed as a whole. */
  reset(): void {
    if (!this.#fresh) return;
    if (!this.watched) {
      this.#fresh = false;
      return;
    }
    // An array, because `reset` iterates twice.
    const changed = this.#sorted.reset([...this.#memory.viewRows(this.#query.scope, this.#query.table)]);
    if (changed || this.#complete() !== this.#result.complete) this.#publish();
  }

  refreshCompleteness(): void {
    if (this.#fresh && this.#complete() !== this.#result.complete) this.#publish();
  }

  #compute(): QueryResult {
    return { rows: this.#sorted.rows, complete: this.#complete() };
  }

  #complete(): boolean {
    return this.#memory.complete(this.#query.scope, this.#query.table);
  }

  #publish(): void {
    this.#result = this.#compute();
    this.#listeners.notify();
  }
}

/** All live queries; equal ones are shared. */
export class LiveQueries {
  readonly #byTable = new Map<string, { query: Query; live: LiveQuery }[]>();

  constructor(private readonly memory: Memory) {}

  query(query: Query): Live<QueryResult> {
    const queries = this.#of(query);
    const known = queries.find((each) => each.query.where === query.where && each.query.sort === query.sort);
    if (known) return known.live;
    const live = new LiveQuery(query, this.memory, () => this.#attach(query, live));
    queries.push({ query, live });
    const unwatched = queries.filter((each) => !each.live.watched && each.live !== live);
    for (const each of unwatched.slice(0, Math.max(0, unwatched.length - UNWATCHED_KEPT))) {
      queries.splice(queries.indexOf(each), 1);
      each.live.detach();
    }
    return live;
  }

  #of(query: Query): { query: Query; live: LiveQuery }[] {
    const key = tableKeyOf(query.scope, query.table);
    const queries = this.#byTable.get(key) ?? [];
    this.#byTable.set(key, queries);
    return queries;
  }

  #attach(query: Query, live: LiveQuery): void {
    const queries = this.#of(query);
    if (!queries.some((each) => each.live === live)) queries.push({ query, live });
  }

  update(touched: ChangeSet): void {
    if (touched.all) {
      for (const queries of this.#byTable.values()) for (const { live } of queries) live.reset();
      return;
    }
    const ids = touched.idsByTable();
    for (const { scope, table } of touched.tables()) {
      const key = tableKeyOf(scope, table);
      ids.delete(key);
      for (const { live } of this.#byTable.get(key) ?? []) live.reset();
    }
    for (const [key, list] of ids) for (const { live } of this.#byTable.get(key) ?? []) live.update(list);
    if (touched.scopes)
      for (const queries of this.#byTable.values()) for (const { live } of queries) live.refreshCompleteness();
  }
}
