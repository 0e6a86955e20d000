import {
  type CommitRequest,
  type LocalRepository,
  type Realtime,
  type RemoteRepository,
  SyncEngine,
  type SyncEngineOptions,
} from '@rockon/sync';
import {
  MemoryConnectivity,
  MemoryDisk,
  MemoryLocalRepository,
  MemoryLocks,
  MemoryTabs,
  type NetworkFault,
  type StorageFault,
  seededIds,
} from '@rockon/sync/testing';
import { BAND, clientId, leaderLockName, userId } from './names.ts';
import { type Delivery, SimRealtime, SimRemote } from './network.ts';
import { RequestRate } from './request-rate.ts';
import type { NetworkMode, PartialFailure } from './scenario.ts';
import { simSchema } from './schema.ts';
import type { SimServer } from './server.ts';
import type { SimWorld } from './world.ts';

/** How a planted bug changes the parts of a tab. */
export interface Saboteur {
  local?(local: LocalRepository): LocalRepository;
  remote?(remote: RemoteRepository, engine: () => SyncEngine | undefined): RemoteRepository;
  realtime?(realtime: Realtime): Realtime;
  server?(server: SimServer): SimServer;
}

export interface SimTab {
  readonly device: SimDevice;
  readonly engine: SyncEngine;
  /** Ends the tab: its code never runs again. */
  kill(): void;
  readonly dead: () => boolean;
  /** Whether a local transaction is in progress. */
  readonly busy: () => boolean;
  readonly socket: SimRealtime;
  readonly failNextCommit: (why: StorageFault) => void;
  readonly compact: () => Promise<void>;
}

const never = new Promise<never>(() => {});

/** A browser profile: one disk, several tabs, its own network and clock. */
export class SimDevice {
  readonly disk: MemoryDisk;
  readonly connectivity = new MemoryConnectivity();
  readonly locks: MemoryLocks;
  readonly channel = new MemoryTabs();
  tabs: SimTab[] = [];
  network: NetworkMode = 'good';
  /** The one thing that fails while everything else works. */
  partial: PartialFailure | null = null;
  readonly rate = new RequestRate();
  socket: 'up' | 'down' | 'lossy' = 'up';
  session = true;
  skewMs = 0;
  killedAt = Number.NEGATIVE_INFINITY;
  requests = 0;
  readonly user: string;
  #opened = 0;
  #pushing = 0;

  constructor(
    readonly world: SimWorld,
    name: string,
    readonly index: number,
  ) {
    this.user = userId(name);
    this.disk = new MemoryDisk(clientId(index));
    this.locks = new MemoryLocks(() => world.sleep(1_000));
  }

  async open(): Promise<SimTab> {
    const { world } = this;
    // Assigned below: a saboteur may need the engine that is built from the parts that it changes.
    let engineOfTab: SyncEngine | undefined;
    let dead = false;
    let failNext: StorageFault = 'none';
    const alive = async <T>(work: Promise<T>): Promise<T> => {
      const outcome = await work.then(
        (value) => () => value,
        (error: unknown) => () => {
          throw error;
        },
      );
      return dead ? never : outcome();
    };
    let busy = 0;
    const counted = <T>(work: Promise<T>): Promise<T> => {
      busy += 1;
      return work.finally(() => {
        busy -= 1;
      });
    };
    const repository = new MemoryLocalRepository(this.disk, () => world.sleep(world.chance() * 3));
    repository.fault = () => {
      const fault = failNext;
      failNext = 'none';
      return this.partial === 'storage' ? 'abort' : fault;
    };
    const remote = this.#remote();
    const socket = new SimRealtime(world.server, this.user, {
      delivery: () => this.#delivery(),
      after: (ms, then) => world.clock.after(ms, then),
    });
    const lock = this.locks.tab();
    const tabs = this.channel.join();
    const saboteur = world.saboteur;
    const sabotaged = saboteur?.local?.(repository) ?? repository;
    const wired = saboteur?.remote?.(remote, () => engineOfTab) ?? remote;
    const options: SyncEngineOptions = {
      userId: this.user,
      schema: simSchema,
      local: {
        load: () => counted(alive(sabotaged.load())),
        commit: (request) => counted(alive(this.#commit(sabotaged, request))),
        compact: () => alive(sabotaged.compact()),
        usage: async () => null,
        close: () => sabotaged.close(),
        destroy: () => sabotaged.destroy(),
      },
      remote: {
        push: (request, signal) => {
          this.#pushing += 1;
          return alive(
            wired.push(request, signal).finally(() => {
              this.#pushing -= 1;
            }),
          );
        },
        pull: (request, signal) => alive(wired.pull(request, signal)),
        snapshot: (request, signal) => alive(wired.snapshot(request, signal)),
        call: (name, request) => alive(wired.call(name, request)),
      },
      realtime: saboteur?.realtime?.(socket) ?? socket,
      lock,
      lockName: leaderLockName(this.user),
      tabs,
      clock: {
        now: () => world.clock.now() + this.skewMs,
        after: (ms, callback) => world.clock.after(ms, () => !dead && callback()),
      },
      ids: seededIds(world.scenario.seed * 10_000 + this.index * 100 + this.#opened++),
      connectivity: {
        online: () => this.connectivity.online(),
        visible: () => this.connectivity.visible(),
        subscribe: (listener) => this.connectivity.subscribe((event) => !dead && listener(event)),
      },
    };
    const engine = new SyncEngine(options);
    engineOfTab = engine;
    const tab: SimTab = {
      device: this,
      engine,
      socket,
      dead: () => dead,
      busy: () => busy > 0,
      failNextCommit: (why) => {
        failNext = why;
      },
      compact: () => repository.compact(),
      kill: () => {
        dead = true;
        this.killedAt = world.clock.now();
        socket.close();
        socket.disconnect();
        tabs.close();
        lock.die();
        this.tabs = this.tabs.filter((other) => other !== tab);
      },
    };
    this.tabs.push(tab);
    if (this.socket === 'down') socket.set(false);
    // Loading takes time, and the tab may be killed in it.
    void engine.start().catch((error: unknown) => world.violate('a tab could not start', String(error)));
    await world.clock.advance(20);
    return tab;
  }

  async #commit(local: LocalRepository, request: CommitRequest): ReturnType<LocalRepository['commit']> {
    const { world } = this;
    try {
      const commit = await local.commit(request);
      if (commit?.delta.meta?.evicted && BAND in commit.delta.meta.evicted) world.ledger.count('bands evicted');
      return commit;
    } finally {
      await world.sleep(world.chance() * 2);
    }
  }

  #remote(): SimRemote {
    const { world } = this;
    return new SimRemote(world.server, this.user, {
      latency: () => world.sleep(this.network === 'slow' ? world.chance() * 9_000 : 1 + world.chance() * 60),
      fault: (call) => {
        this.requests += 1;
        const partly = this.#partialFault(call);
        if (partly) return partly;
        if (!this.session) return 'no-session';
        if (this.network === 'good' || this.network === 'slow') return 'none';
        if (this.network !== 'flaky') return this.network;
        const roll = world.chance();
        return roll < 0.2 ? 'request-lost' : roll < 0.4 ? 'response-lost' : roll < 0.5 ? 'busy' : 'none';
      },
      pushed: (client, mutations, results) => {
        if (!results) return world.ledger.sent(client, mutations);
        const again = world.ledger.answered(client, results);
        if (again) world.violate('a repeat gets the first result', JSON.stringify(again));
      },
      snapshot: (scope, table) => {
        if (scope === BAND && table === 'songs' && this.disk.scopes.get(BAND)?.cursor)
          world.ledger.count('snapshots after the first');
      },
    });
  }

  /** The fault of a call during a partial failure; null when the failure does not concern this call. */
  #partialFault(call: 'push' | 'pull' | 'snapshot'): NetworkFault | null {
    const { partial, world } = this;
    // Snapshots are part of a pull: they fail with pulls, and the pull is repeated.
    const kind = call === 'snapshot' ? 'pull' : call;
    if (!partial || (partial !== 'storage' && partial.call !== kind)) return null;
    world.ledger.count('requests during a partial failure');
    const wrong = call === 'snapshot' ? null : this.rate.failed(call, partial, world.clock.now());
    if (wrong) world.violate('no request is repeated without backoff', wrong);
    return partial === 'storage' ? null : partial.how;
  }

  /** Whether a push of this device is in progress. */
  get pushing(): boolean {
    return this.#pushing > 0;
  }

  #delivery(): Delivery {
    if (this.socket !== 'lossy') return 'now';
    const { ledger, chance } = this.world;
    const roll = chance();
    const delivery = roll < 0.35 ? 'lost' : roll < 0.65 ? { late: chance() * 3_000 } : roll < 0.85 ? 'twice' : 'now';
    if (delivery !== 'now')
      ledger.count(`messages ${typeof delivery === 'object' ? 'late' : delivery === 'twice' ? 'repeated' : delivery}`);
    return delivery;
  }

  setSocket(mode: 'up' | 'down' | 'lossy'): void {
    this.socket = mode;
    for (const tab of this.tabs) tab.socket.set(mode !== 'down');
  }
}
