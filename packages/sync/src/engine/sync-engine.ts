import type { Repair } from '../core/connection.ts';
import { planOpening } from '../core/eviction.ts';
import type { SetAside } from '../core/local-state.ts';
import type { RecordKey } from '../core/outbox-entry.ts';
import type { SyncStatus } from '../core/status.ts';
import type { AnyTables, RowOf, TableName, Tables } from '../core/tables.ts';
import { CONFLICTS_TABLE } from '../core/text-conflicts.ts';
import type { LocalRepository } from '../ports/local-repository.ts';
import type { Json } from '../protocol/json.ts';
import { ConnectionTracker } from './connection-tracker.ts';
import { Coordinator } from './coordinator.ts';
import { type EngineOptions, type SyncEngineOptions, withDefaults } from './options.ts';
import { setAsideCount, unsentAsJson } from './outbox-queries.ts';
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
import { CommitPipeline } from './tab/commit-pipeline.ts';
import { Listeners } from './tab/live.ts';
import { LiveViews } from './tab/live-views.ts';
import { Memory } from './tab/memory.ts';
import { Writer } from './tab/writer.ts';
import { withTimeout } from './with-timeout.ts';

/** How long an online-only action waits for its own effect to arrive here before it returns anyway. */
const CATCH_UP_MS = 5_000;

/**
 * One user's data on one device. Reads come from memory, writes go to the device first, and the leading tab keeps both
 * in step with the server. Every tab has an engine; they share the database and send each other their commits.
 */
export class SyncEngine<T extends Tables = AnyTables> {
  readonly repository: SyncRepository<T>;
  readonly connection: Live<ConnectionState>;
  /** The scopes besides the user's own that the user belongs to, as far as the device knows. */
  readonly scopes: Live<readonly string[]>;
  /** Mutations that the server has not answered, oldest first. */
  readonly pending: Live<readonly PendingMutation<TableName<T>>[]>;
  /** Mutations that the server rejected and the person has neither retried nor discarded. */
  readonly failed: Live<readonly FailedMutation<TableName<T>>[]>;
  /** Unsent mutations of scopes that the user no longer belongs to. */
  readonly setAside: Live<readonly SetAside[]>;
  /** Scopes that were read again because the device differed from the server; the newest last. */
  readonly repairs: Live<readonly Repair[]>;

  readonly #options: EngineOptions;
  readonly #memory: Memory;
  readonly #views: LiveViews;
  readonly #pipeline: CommitPipeline;
  readonly #coordinator: Coordinator;
  readonly #remote = new Listeners<[RemoteChanges]>();
  #started = false;
  #stopped = false;

  constructor(typed: SyncEngineOptions<T>) {
    // The engine's interior syncs rows of any table, so T ends at this border. That a row has its table's type follows
    // from the schema, which is checked against T, and from the server, which checks every value.
    const options = withDefaults(typed as unknown as SyncEngineOptions);
    const memory = new Memory(options.schema);
    const connection = new ConnectionTracker(options.tabs, (...facts) => this.#views.setFacts(...facts));
    const pipeline = new CommitPipeline(options, memory, {
      changed: (changes) => {
        this.#views.update(changes);
        this.#coordinator.onChanges(changes, this.#views.statuses.openConflicts);
        this.#views.refreshConnection();
      },
      remote: (changes) => this.#remote.notify(changes),
      storageError: (error) => connection.onStorageError(error),
    });
    const coordinator = new Coordinator({
      ...{ options, memory, pipeline, connection },
      onStateChange: () => this.#views.refreshConnection(),
      onDestroyed: () => void this.stop(),
    });
    const views = new LiveViews(options, memory, () => ({ facts: connection.facts, leader: coordinator.leading }));
    this.#options = options;
    this.#memory = memory;
    this.#pipeline = pipeline;
    this.#coordinator = coordinator;
    this.#views = views;
    this.connection = views.connection;
    this.scopes = views.scopes;
    this.pending = views.pending as Live<readonly PendingMutation<TableName<T>>[]>;
    this.failed = views.failed as Live<readonly FailedMutation<TableName<T>>[]>;
    this.setAside = views.setAside;
    this.repairs = views.repairs;
    const writer: SyncRepository = new Writer({
      ...{ options, memory, pipeline },
      sendsAtOnce: (key, table) => coordinator.sendsAtOnce(key, table),
      wakePush: () => coordinator.wakePush(),
      belongsTo: (scope) => scope === options.userId || views.scopes.get().includes(scope),
    });
    this.repository = writer as unknown as SyncRepository<T>;
  }

  /**
   * Resolves when there is something to show: all that the device has, or the first rows of each large table. Queries on
   * such a table are not complete until the rest follows. Then syncs in the background. Never waits for the network.
   * @throws SyncError when the database cannot be read.
   */
  async start(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    // The status of other records follows from these: conflicts, and the user's own scope with the read marks.
    const mustBeComplete = (scope: string, table: string) =>
      scope === this.#options.userId || table === CONFLICTS_TABLE;
    await new Promise<void>((resolve, reject) => {
      this.#pipeline.open(mustBeComplete, resolve).then(() => {
        if (!this.#stopped) this.#coordinator.start();
        resolve();
      }, reject);
    });
  }

  /** Ends all work of this tab. Data on the device stays. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#coordinator.stop();
    this.#pipeline.close();
    this.#options.tabs.close();
    await this.#options.local.close();
  }

  query<Name extends TableName<T>>(query: Query<RowOf<T, Name>, Name>): Live<QueryResult<RowOf<T, Name>>> {
    return this.#views.queries.query(query as unknown as Query) as unknown as Live<QueryResult<RowOf<T, Name>>>;
  }

  /** A live record; undefined when it does not exist or is deleted. */
  record<Name extends TableName<T>>(key: RecordKey<Name>): Live<RowOf<T, Name> | undefined> {
    return this.#views.record(key) as unknown as Live<RowOf<T, Name> | undefined>;
  }

  status(key: RecordKey<TableName<T>>): Live<SyncStatus> {
    return this.#views.statuses.status(key);
  }

  getSyncStatus(key: RecordKey<TableName<T>>): SyncStatus {
    return this.#views.statuses.read(key);
  }

  /** The ids of a table's records that another device changed since the person last read them. */
  unread(scope: string, table: TableName<T>): Live<ReadonlySet<string>> {
    return this.#views.statuses.unread(scope, table);
  }

  /** Calls the listener after changes from other devices are in memory. Returns a function that ends it. */
  onRemote(listener: (changes: RemoteChanges) => void): () => void {
    return this.#remote.subscribe(listener);
  }

  /**
   * Runs an online-only action of the server, then pulls so that its effect is in memory.
   * @throws SyncError with the server's message.
   */
  async call(name: string, request: Readonly<Record<string, Json>>): Promise<Json> {
    const answer = await this.#options.remote.call(name, request);
    await withTimeout(this.#options.clock, CATCH_UP_MS, this.#coordinator.catchUp());
    return answer;
  }

  /** As `call`, for a question that changes nothing on the server: it does not pull. */
  ask(name: string, request: Readonly<Record<string, Json>>): Promise<Json> {
    return this.#options.remote.call(name, request);
  }

  /** Pushes and pulls now and resets any backoff. In the leading tab it resolves when a pull has gone through. */
  sync(): Promise<void> {
    return this.#coordinator.sync();
  }

  /** The person signed in, or the session was renewed or ended. */
  sessionChanged(how: SessionChange): void {
    this.#coordinator.sessionChanged(how);
  }

  /** Number of mutations that exist only on this device, rejected and set-aside ones included. */
  unsentCount(): number {
    return this.pending.get().length + this.failed.get().length + setAsideCount(this.#memory);
  }

  /** Everything that exists only on this device, for a file. */
  exportUnsent(): Json {
    return unsentAsJson(this.#options.userId, this.#memory);
  }

  /**
   * The person works in this scope from now on. When the device is full other scopes are evicted before it, and an
   * evicted scope is read again. Nothing is evicted until some scope has been opened.
   */
  async open(scope: string): Promise<void> {
    await this.#pipeline.commit({ decide: (head) => planOpening(head, scope) });
    if (scope in (this.#memory.meta.evicted ?? {})) this.#coordinator.pull();
  }

  usage(): ReturnType<LocalRepository['usage']> {
    return this.#options.local.usage();
  }

  /** Deletes everything of this user on this device, in all tabs. Only when the person asked for it. */
  async destroy(): Promise<void> {
    this.#coordinator.announceDestruction();
    await this.stop();
    await this.#options.local.destroy();
  }
}
