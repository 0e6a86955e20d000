import { keyOf, tableKeyOf } from '../../core/keys.ts';

interface Place {
  readonly scope: string;
  readonly table: string;
}

/** What a change of memory affected: decides which listeners are called. */
export class ChangeSet {
  readonly #records = new Map<string, Place & { readonly id: string }>();
  readonly #tables = new Map<string, Place>();
  all = false;
  outbox = false;
  scopes = false;

  static merged(all: readonly ChangeSet[]): ChangeSet {
    const merged = new ChangeSet();
    for (const changes of all) {
      for (const { scope, table, id } of changes.records()) merged.record(scope, table, id);
      for (const { scope, table } of changes.tables()) merged.table(scope, table);
      merged.all ||= changes.all;
      merged.outbox ||= changes.outbox;
      merged.scopes ||= changes.scopes;
    }
    return merged;
  }

  record(scope: string, table: string, id: string): this {
    this.#records.set(keyOf(scope, table, id), { scope, table, id });
    return this;
  }

  table(scope: string, table: string): void {
    this.#tables.set(tableKeyOf(scope, table), { scope, table });
  }

  everything(): this {
    this.all = true;
    this.outbox = true;
    this.scopes = true;
    return this;
  }

  records(): Iterable<Place & { readonly id: string }> {
    return this.#records.values();
  }

  tables(): Iterable<Place> {
    return this.#tables.values();
  }

  /** The ids of the records, by table key. */
  idsByTable(): Map<string, string[]> {
    const ids = new Map<string, string[]>();
    for (const { scope, table, id } of this.records()) {
      const key = tableKeyOf(scope, table);
      const list = ids.get(key);
      if (list) list.push(id);
      else ids.set(key, [id]);
    }
    return ids;
  }
}
