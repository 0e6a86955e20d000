import type { ConnectionFacts, Repair } from '../core/connection.ts';
import { planOpening } from '../core/eviction.ts';
import type { Commit, SetAside } from '../core/local-state.ts';
import type { RecordKey } from '../core/outbox-entry.ts';
import type { SyncStatus } from '../core/status.ts';
import { CONFLICTS_TABLE } from '../core/text-conflicts.ts';
import type { CommitRequest, LocalRepository } from '../ports/local-repository.ts';
import type { Json } from '../protocol/json.ts';
import type { Row } from '../protocol/row.ts';
import { connectionState, sameConnection } from './connection-state.ts';
import { ConnectionTracker } from './connection-tracker.ts';
import { Leadership } from './leader/leadership.ts';
import { startMaintenance } from './maintenance.ts';
import type { SyncEngineOptions } from './options.ts';
import { failedIn, pendingIn, setAsideCount, unsentAsJson } from './outbox-queries.ts';
import type {
  ConnectionState,
  FailedMutation,
  Live,
  PendingMutation,
  Query,
  QueryResult,
  RemoteChanges,
  SessionChange,
  SyncRepository,
} from './public-types.ts';
import type { ChangeSet } from './tab/change-set.ts';
import { CommitQueue } from './tab/commit-queue.ts';
import { Derived, ListenerMap, Signal } from './tab/live.ts';
import { LiveQueries } from './tab/live-queries.ts';
import { keyOf, Memory } from './tab/memory.ts';
import { RecordStatusStore } from './tab/record-status-store.ts';
import { StorageReclaimer } from './tab/storage-reclaimer.ts';
import { Writer } from './tab/writer.ts';
import { commitMessage, type TabMessage } from './tab-messages.ts';
import { withTimeout } from './with-timeout.ts';

/** How long an online-only action waits for its own effect to arrive before it answers anyway. */
const CATCH_UP_MS = 5_000;

/**
 * One user's book on one device: reads from memory, writes to the device first, keeps both in step with the server
 * while this tab leads. Every tab has one; they share the database and tell each other what they committed.
 */
export class SyncEngine {
  readonly repository: SyncRepository;
  readonly connection: Live<ConnectionState>;
  /** The scopes besides the user's own that the device knows the user belongs to. */
  readonly scopes: Live<readonly string[]>;
  readonly pending: Live<readonly PendingMutation[]>;
  readonly failed: Live<readonly FailedMutation[]>;
  /** Unsent work of scopes that were taken away. */
  readonly setAside: Live<readonly SetAside[]>;
  /** Scopes that were read anew because the device had something else than the server; the newest last. */
  readonly repairs: Live<readonly Repair[]>;

  readonly #options: SyncEngineOptions;
  readonly #local: LocalRepository;
  readonly #memory: Memory;
  readonly #queries: LiveQueries;
  readonly #board: RecordStatusStore;
  readonly #exchange = new ConnectionTracker(
    (facts, sending) => this.#onExchange(facts, sending),
    (facts) => this.#post({ type: 'facts', facts }),
  );
  readonly #line: CommitQueue;
  readonly #room: StorageReclaimer;
  readonly #records = new ListenerMap();
  readonly #remoteListeners = new Set<(changes: RemoteChanges) => void>();
  readonly #connection: Signal<ConnectionState>;
  readonly #scopes = new Signal<readonly string[]>([], (a, b) => a.join() === b.join());
  readonly #pending = new Derived(() => pendingIn(this.#memory, this.#options.schema, this.#exchange.facts.inFlight));
  readonly #failed = new Derived(() => failedIn(this.#memory));
  readonly #setAside = new Signal<readonly SetAside[]>([]);
  readonly #repairs = new Signal<readonly Repair[]>(
    [],
    (a, b) => a.length === b.length && a.at(-1)?.at === b.at(-1)?.at,
  );
  #leadership: Leadership | null = null;
  #started = false;
  #stopped = false;
  #ends: (() => void)[] = [];

  constructor(options: SyncEngineOptions) {
    this.#options = options;
    this.#local = options.local;
    this.#memory = new Memory(options.schema);
    this.#queries = new LiveQueries(this.#memory);
    this.#board = new RecordStatusStore(options, this.#memory);
    this.#line = new CommitQueue(
      this.#memory,
      this.#local,
      options.clock,
      (touched) => this.#publish(touched),
      (trouble) => this.#exchange.onStorageTrouble(trouble),
    );
    this.#room = new StorageReclaimer({
      options,
      memory: this.#memory,
      commit: (request) => this.#commitOnce(request),
      reload: () => this.#line.reload(),
    });
    this.#connection = new Signal(this.#connectionNow(), sameConnection);
    this.connection = this.#connection;
    this.scopes = this.#scopes;
    this.pending = this.#pending;
    this.failed = this.#failed;
    this.setAside = this.#setAside;
    this.repairs = this.#repairs;
    this.repository = new Writer({
      options,
      memory: this.#memory,
      publish: (touched) => this.#publish(touched),
      commit: (request, applied) => this.#commit(request, applied),
      sendsAtOnce: (key, table) =>
        this.#leadership?.push.sendsAtOnce(key, options.schema.tables[table]?.coalesceMs) ?? false,
      wakePush: () => this.#leadership?.push.wake(),
      knows: (scope) => scope === options.userId || this.#scopes.get().includes(scope),
    });
  }

  /**
   * Resolves when there is something to show: all that the device has, or of a large book the first rows of each table,
   * with the rest close behind (until then their queries are not complete). Then begins to sync in the background. Never
   * waits for the network.
   */
  async start(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    // What tells the state of other records: conflicts, and the user's own scope with what was read.
    const whole = (scope: string, table: string) => scope === this.#options.userId || table === CONFLICTS_TABLE;
    await new Promise<void>((shown, failed) => {
      this.#line.open(whole, shown).then(() => {
        if (!this.#stopped) this.#begin();
        shown();
      }, failed);
    });
  }

  #begin(): void {
    const { tabs, connectivity, lock, clock } = this.#options;
    this.#ends.push(tabs.subscribe((message) => this.#onTab(message as TabMessage)));
    this.#ends.push(connectivity.subscribe((event) => this.#onConnectivity(event)));
    const held = lock.lead(`rockon-sync-${this.#options.userId}`, (lost) => this.#lead(lost));
    this.#ends.push(() => held.release());
    const chores = {
      verify: () => this.#line.verify(),
      tidy: async () => {
        if (this.#leadership) await this.#room.tidy();
      },
      watch: () => {
        if (!this.#leadership && connectivity.visible()) this.#post({ type: 'wake', what: 'watched' });
      },
    };
    this.#ends.push(startMaintenance(clock, chores));
    tabs.post({ type: 'hello' } satisfies TabMessage);
  }

  /** Ends all work of this tab. What is on the device stays. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const end of this.#ends.splice(0)) end();
    this.#line.close();
    this.#options.tabs.close();
    await this.#local.close();
  }

  query<T extends Row>(query: Query<T>): Live<QueryResult<T>> {
    // The rows of a table have that table's type; the engine itself knows only rows.
    return this.#queries.query(query as unknown as Query) as unknown as Live<QueryResult<T>>;
  }

  /** A live record; undefined when there is none or it is deleted. */
  record(key: RecordKey): Live<Row | undefined> {
    return {
      get: () => {
        const row = this.#memory.view(key.scope, key.table, key.id);
        return row?.deletedAt ? undefined : row;
      },
      subscribe: (listener) => this.#records.add(keyOf(key.scope, key.table, key.id), listener),
    };
  }

  status(key: RecordKey): Live<SyncStatus> {
    return this.#board.status(key);
  }

  getSyncStatus(key: RecordKey): SyncStatus {
    return this.#board.read(key);
  }

  /** The ids of a table's records that changed on another device since the person looked. */
  unread(scope: string, table: string): Live<ReadonlySet<string>> {
    return this.#board.unread(scope, table);
  }

  /** Told of changes from other devices, after memory has them. */
  onRemote(listener: (changes: RemoteChanges) => void): () => void {
    this.#remoteListeners.add(listener);
    return () => this.#remoteListeners.delete(listener);
  }

  /**
   * An online-only action of the server, then a catch-up so that its effect shows here.
   * @throws SyncError with the server's words.
   */
  async call(name: string, request: Readonly<Record<string, Json>>): Promise<Json> {
    const answer = await this.#options.remote.call(name, request);
    await withTimeout(this.#options.clock, CATCH_UP_MS, this.sync());
    return answer;
  }

  /** As `call`, for a question that changes nothing on the server: nothing here has to catch up with it. */
  ask(name: string, request: Readonly<Record<string, Json>>): Promise<Json> {
    return this.#options.remote.call(name, request);
  }

  /** Exchanges now, forgetting any waiting. In the leading tab it resolves when a pull has gone through. */
  async sync(): Promise<void> {
    if (!this.#leadership) {
      this.#post({ type: 'wake', what: 'sync' });
      return;
    }
    this.#exchange.set({ defect: null, upgradeNeeded: false });
    this.#leadership.retryNow();
    await this.#leadership.pull.caughtUp();
  }

  /** The session came (back), was renewed or ended. */
  sessionChanged(how: SessionChange): void {
    if (this.#leadership) this.#leadership.sessionChanged(how);
    else this.#post({ type: 'wake', what: how === 'signed-in' ? how : 'session' });
  }

  /** Changes that exist only on this device, refused and set-aside ones included. */
  unsentCount(): number {
    return this.#pending.get().length + this.#failed.get().length + setAsideCount(this.#memory);
  }

  /** Everything that exists only on this device, for a file. */
  exportUnsent(): Json {
    return unsentAsJson(this.#options.userId, this.#memory);
  }

  /**
   * The person works in this scope now, or again after a while: the others make room first, and if it had to go it is
   * read anew. Without it nothing ever goes.
   */
  async open(scope: string): Promise<void> {
    await this.#commit({ decide: (head) => planOpening(head, scope) });
    if (scope in (this.#memory.meta.evicted ?? {})) this.#wakePull();
  }

  usage(): ReturnType<LocalRepository['usage']> {
    return this.#local.usage();
  }

  /** Deletes everything of this user on this device. Only on the person's own wish. */
  async destroy(): Promise<void> {
    this.#post({ type: 'destroyed' });
    await this.stop();
    await this.#local.destroy();
  }

  async #lead(lost: AbortSignal): Promise<void> {
    const host = {
      options: this.#options,
      memory: this.#memory,
      commit: (request: CommitRequest) => this.#commit(request),
      facts: () => this.#exchange.facts,
      setFacts: (change: Partial<ConnectionFacts>) => this.#exchange.set(change),
    };
    const leadership = await Leadership.begin(host, lost);
    if (!leadership) return;
    this.#leadership = leadership;
    this.#refreshConnection();
    try {
      await leadership.run();
    } finally {
      // A lead that was taken away may end after this tab has got the next one.
      if (this.#leadership === leadership) this.#leadership = null;
      this.#refreshConnection();
    }
  }

  #commit(request: CommitRequest, applied?: () => ChangeSet | null): Promise<Commit | null> {
    return this.#room.within(() => this.#commitOnce(request, applied), request.durable === true);
  }

  async #commitOnce(request: CommitRequest, applied?: () => ChangeSet | null): Promise<Commit | null> {
    const commit = await this.#local.commit(request);
    if (!commit) {
      const touched = applied?.();
      if (touched) this.#publish([touched]);
      return null;
    }
    const { delta, number } = commit;
    const completesSnapshot = Object.entries(delta.scopes ?? {}).some(
      ([scope, meta]) => meta && meta.generation !== (this.#memory.scopes[scope]?.generation ?? 0),
    );
    this.#post(commitMessage(number, delta, completesSnapshot));
    await this.#line.take(commit, false, applied);
    this.#emitRemote(delta.remote);
    return commit;
  }

  #onTab(message: TabMessage): void {
    switch (message.type) {
      case 'commit':
        void this.#line.take(message, message.reload).then(() => {
          this.#emitRemote(message.delta.remote);
          // Only now is there something to see for a loop that looks at memory.
          if (message.delta.outboxPut) this.#leadership?.push.wake();
        });
        break;
      case 'facts':
        // Two tabs may believe that they lead for a moment: the one that does trusts itself.
        if (!this.#leadership) this.#exchange.take(message.facts);
        break;
      case 'hello':
        if (this.#leadership) this.#post({ type: 'facts', facts: this.#exchange.facts });
        break;
      case 'wake':
        if (message.what !== 'sync') this.#leadership?.woken(message.what);
        else if (this.#leadership) void this.sync();
        break;
      case 'destroyed':
        void this.stop();
        break;
    }
  }

  #onConnectivity(event: 'online' | 'offline' | 'visible' | 'hidden'): void {
    this.#refreshConnection();
    if (event === 'online') this.#leadership?.reconnected();
    if (event === 'visible') this.#wakePull();
    if (event === 'hidden') {
      this.#leadership ? this.#leadership.push.flush() : this.#post({ type: 'wake', what: 'flush' });
      void this.#leadership?.rememberExchange();
    }
  }

  #wakePull(): void {
    this.#leadership ? this.#leadership.pull.wake() : this.#post({ type: 'wake', what: 'pull' });
  }

  #publish(all: readonly ChangeSet[]): void {
    for (const touched of all) {
      this.#queries.update(touched);
      this.#board.update(touched);
      if (touched.all || [...touched.tables()].length > 0) this.#records.notifyAll();
      else for (const { scope, table, id } of touched.records()) this.#records.notify(keyOf(scope, table, id));
    }
    if (all.some((touched) => touched.outbox)) this.#refreshOutbox();
    this.#setAside.set(this.#memory.setAside);
    const { schema, userId } = this.#options;
    this.#scopes.set(schema.scopes((scope, table) => this.#memory.confirmedRows(scope, table), userId));
    if (all.some((touched) => touched.scopes)) {
      this.#leadership?.realtime.follow();
      // What waited for a scope to be complete may go.
      this.#leadership?.push.wake();
    }
    if (this.#board.openConflicts > 0) this.#leadership?.texts.look();
    this.#refreshConnection();
  }

  #refreshOutbox(): void {
    this.#pending.invalidate();
    this.#failed.invalidate();
  }

  #onExchange(facts: ConnectionFacts, sending: boolean): void {
    this.#repairs.set(facts.repairs);
    if (sending) {
      this.#board.setFacts(facts);
      this.#refreshOutbox();
    }
    this.#refreshConnection();
  }

  #refreshConnection(): void {
    this.#connection.set(this.#connectionNow());
  }

  #connectionNow(): ConnectionState {
    return connectionState(this.#exchange.facts, this.#memory, {
      online: this.#options.connectivity.online(),
      leader: this.#leadership !== null,
      conflicts: this.#board.openConflicts,
    });
  }

  #emitRemote(remote: RemoteChanges | undefined): void {
    if (remote) for (const listener of [...this.#remoteListeners]) listener(remote);
  }

  #post(message: TabMessage): void {
    this.#options.tabs.post(message);
  }
}
