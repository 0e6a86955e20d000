import { lastWriteWins, type SyncSchema } from '../core/schema.ts';
import { SyncEngine } from '../engine/sync-engine.ts';
import { createInstrumentedEngine } from '../journal/instrumented-engine.ts';
import type { SyncLog } from '../ports/sync-log.ts';
import type { Row } from '../protocol/row.ts';
import { MemoryConnectivity, MemoryLocks, MemoryTabs } from './memory-environment.ts';
import { MemoryDisk, MemoryLocalRepository } from './memory-local-repository.ts';
import { ModelRealtime, ModelRemote } from './model-remote.ts';
import { ModelServer } from './model-server.ts';
import { seededIds } from './seeded-random.ts';
import { VirtualClock } from './virtual-clock.ts';

/** A schema small enough for a test: one entity beside what every band has. */
export const testSchema: SyncSchema = {
  tables: {
    memberships: { fields: ['bandId', 'userId'] },
    conflicts: {
      fields: ['recordTable', 'recordId', 'path', 'base', 'mine', 'theirs', 'mineBy', 'theirsBy', 'open', 'resolution'],
    },
    songs: {
      fields: ['title', 'key', 'items', 'notes'],
      label: ['title'],
      maps: ['items'],
      text: ['notes'],
      defaults: { items: {} },
    },
    marks: { fields: ['seen'], excludeFromPending: true, policy: { seen: 'last-write-wins' } },
  },
  userTables: ['memberships', 'marks'],
  scopeTables: ['memberships', 'conflicts', 'songs'],
  keptTables: ['memberships'],
  scopes: (read, userId) => [...read(userId, 'memberships')].map((row) => String(row.bandId)).sort(),
  scopeName: (_, scope) => (scope === 'band' ? 'The band' : null),
  unread: (row, { read, userId }) => !(Number(read(userId, 'marks', row.id)?.seen ?? 0) >= row.version),
};

/** One device of one user: its disk, its tabs, and its network. */
export class TestDevice {
  readonly disk: MemoryDisk;
  readonly remote: ModelRemote;
  readonly connectivity = new MemoryConnectivity();
  readonly locks: MemoryLocks;
  readonly tabs = new MemoryTabs();
  readonly engines: SyncEngine[] = [];
  readonly sockets: ModelRealtime[] = [];

  constructor(
    private readonly world: TestHarness,
    readonly user: string,
    private readonly seed: number,
  ) {
    this.disk = new MemoryDisk(`client-${seed}`);
    this.locks = new MemoryLocks(() => new Promise((resolve) => world.clock.after(1_000, resolve)));
    this.remote = new ModelRemote(world.server, user);
  }

  async open(
    options: {
      realtime?: boolean;
      repository?: MemoryLocalRepository;
      syncLog?: SyncLog;
      /** Of this tab only. */
      connectivity?: MemoryConnectivity;
    } = {},
  ): Promise<SyncEngine> {
    const socket = options.realtime === false ? null : new ModelRealtime(this.world.server, this.user);
    if (socket) this.sockets.push(socket);
    const parts = {
      userId: this.user,
      schema: testSchema,
      local: options.repository ?? new MemoryLocalRepository(this.disk),
      remote: this.remote,
      realtime: socket,
      lock: this.locks.tab(),
      lockName: `leader-of-${this.user}`,
      tabs: this.tabs.join(),
      clock: this.world.clock,
      ids: seededIds(this.seed * 1_000 + this.engines.length),
      connectivity: options.connectivity ?? this.connectivity,
    };
    const engine = options.syncLog ? createInstrumentedEngine(parts, options.syncLog) : new SyncEngine(parts);
    this.engines.push(engine);
    await engine.start();
    return engine;
  }
}

export class TestHarness {
  readonly clock = new VirtualClock();
  readonly server = new ModelServer({
    user: testSchema.userTables,
    scope: testSchema.scopeTables,
    lastWriteWins: Object.fromEntries(
      Object.entries(testSchema.tables).map(([name, table]) => [name, lastWriteWins(table)]),
    ),
  });
  #devices = 0;

  constructor(users: readonly string[] = ['mia', 'sam']) {
    for (const user of users) this.server.addUser(user);
    this.server.addScope('band', users);
  }

  device(user: string): TestDevice {
    this.#devices += 1;
    return new TestDevice(this, user, this.#devices);
  }

  /** Runs everything that is due within `ms`. */
  async run(ms = 50): Promise<void> {
    await this.clock.advance(ms);
  }
}

export const songs = (engine: SyncEngine): readonly Row[] => engine.query({ scope: 'band', table: 'songs' }).get().rows;
export const titles = (engine: SyncEngine): string[] =>
  songs(engine)
    .map((row) => String(row.title))
    .sort();
export const song = (id: string) => ({ scope: 'band', table: 'songs', id });
