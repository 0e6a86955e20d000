/** What a change of memory affected: decides which listeners are called. */
export class ChangeSet {
  readonly #records = new Map<string, { scope: string; table: string; id: string }>();
  readonly #tables = new Map<string, { scope: string; table: string }>();
  #all = false;
  #outbox = false;
  #scopes = false;

  static merged(all: readonly ChangeSet[]): ChangeSet {
    const merged = new ChangeSet();
    for (const touched of all) {
      for (const { scope, table, id } of touched.records()) merged.record(scope, table, id);
      for (const { scope, table } of touched.tables()) merged.table(scope, table);
      merged.#all ||= touched.#all;
      merged.#outbox ||= touched.#outbox;
      merged.#scopes ||= touched.#scopes;
    }
    return merged;
  }

  record(scope: string, table: string, id: string): this {
    this.#records.set(`${scope}/${table}/${id}`, { scope, table, id });
    return this;
  }

  table(scope: string, table: string): this {
    this.#tables.set(`${scope}/${table}`, { scope, table });
    return this;
  }

  everything(): this {
    this.#all = true;
    this.#outbox = true;
    this.#scopes = true;
    return this;
  }

  markOutbox(): this {
    this.#outbox = true;
    return this;
  }

  markScopes(): this {
    this.#scopes = true;
    return this;
  }

  get all(): boolean {
    return this.#all;
  }
  get outbox(): boolean {
    return this.#outbox;
  }
  get scopes(): boolean {
    return this.#scopes;
  }

  records(): Iterable<{ scope: string; table: string; id: string }> {
    return this.#records.values();
  }

  tables(): Iterable<{ scope: string; table: string }> {
    return this.#tables.values();
  }
}
