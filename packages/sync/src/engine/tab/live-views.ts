import type { ConnectionFacts, Repair } from '../../core/connection.ts';
import { sameJson } from '../../core/equal.ts';
import { keyOf } from '../../core/keys.ts';
import type { SetAside } from '../../core/local-state.ts';
import type { RecordKey } from '../../core/outbox-entry.ts';
import type { Row } from '../../protocol/row.ts';
import { connectionState } from '../connection-state.ts';
import type { EngineOptions } from '../options.ts';
import { failedIn, pendingIn } from '../outbox-queries.ts';
import type { ConnectionState, Live } from '../public-types.ts';
import type { ChangeSet } from './change-set.ts';
import { Derived, ListenerMap, Signal } from './live.ts';
import { LiveQueries } from './live-queries.ts';
import type { Memory } from './memory.ts';
import { RecordStatusStore } from './record-status-store.ts';

/** What the views need to know besides memory. */
interface ExchangeState {
  readonly facts: ConnectionFacts;
  readonly leader: boolean;
}

/** Every live value of one tab. Derives all of them from memory and from the state of the exchange; stores none. */
export class LiveViews {
  readonly queries: LiveQueries;
  readonly statuses: RecordStatusStore;
  readonly connection: Signal<ConnectionState>;
  readonly scopes = new Signal<readonly string[]>([], sameJson);
  readonly pending = new Derived(() => pendingIn(this.#memory, this.#options.schema, this.#exchange().facts.inFlight));
  readonly failed = new Derived(() => failedIn(this.#memory));
  readonly setAside = new Signal<readonly SetAside[]>([]);
  readonly repairs = new Signal<readonly Repair[]>([], sameJson);
  readonly #records = new ListenerMap();
  readonly #options: EngineOptions;
  readonly #memory: Memory;
  readonly #exchange: () => ExchangeState;

  constructor(options: EngineOptions, memory: Memory, exchange: () => ExchangeState) {
    this.#options = options;
    this.#memory = memory;
    this.#exchange = exchange;
    this.queries = new LiveQueries(memory);
    this.statuses = new RecordStatusStore(options, memory);
    this.connection = new Signal(this.#connectionNow(), sameJson);
  }

  record({ scope, table, id }: RecordKey): Live<Row | undefined> {
    return {
      get: () => {
        const row = this.#memory.view(scope, table, id);
        return row?.deletedAt ? undefined : row;
      },
      subscribe: (listener) => this.#records.add(keyOf(scope, table, id), listener),
    };
  }

  /** Memory changed. `refreshConnection` has to follow once the leader has seen the change too. */
  update(all: readonly ChangeSet[]): void {
    for (const changes of all) {
      this.queries.update(changes);
      this.statuses.update(changes);
      if (changes.all || [...changes.tables()].length > 0) this.#records.notifyAll();
      else for (const { scope, table, id } of changes.records()) this.#records.notify(keyOf(scope, table, id));
    }
    if (all.some((changes) => changes.outbox)) this.#refreshOutbox();
    this.setAside.set(this.#memory.setAside);
    const { schema, userId } = this.#options;
    this.scopes.set(schema.scopes((scope, table) => this.#memory.confirmedRows(scope, table), userId));
  }

  /** @param sendingChanged the set of in-flight mutations, or of records that await a conflict, is another one */
  setFacts(facts: ConnectionFacts, sendingChanged: boolean): void {
    this.repairs.set(facts.repairs);
    if (sendingChanged) {
      this.statuses.setFacts(facts);
      this.#refreshOutbox();
    }
    this.refreshConnection();
  }

  refreshConnection(): void {
    this.connection.set(this.#connectionNow());
  }

  #refreshOutbox(): void {
    this.pending.invalidate();
    this.failed.invalidate();
  }

  #connectionNow(): ConnectionState {
    const { facts, leader } = this.#exchange();
    const { connectivity, messages } = this.#options;
    const tab = { online: connectivity.online(), leader, conflicts: this.statuses.openConflicts };
    return connectionState(facts, this.#memory, tab, messages);
  }
}
