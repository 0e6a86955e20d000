import type { ConnectionTracker } from './connection-tracker.ts';
import { Leadership } from './leader/leadership.ts';
import { startMaintenance } from './maintenance.ts';
import type { EngineOptions } from './options.ts';
import type { SessionChange } from './public-types.ts';
import type { ChangeSet } from './tab/change-set.ts';
import type { CommitPipeline } from './tab/commit-pipeline.ts';
import type { Memory } from './tab/memory.ts';
import type { TabMessage } from './tab-messages.ts';

export interface CoordinatorParts {
  readonly options: EngineOptions;
  readonly memory: Memory;
  readonly pipeline: CommitPipeline;
  readonly connection: ConnectionTracker;
  /** This tab began or stopped leading, or the device's own connectivity changed. */
  readonly onStateChange: () => void;
  /** Another tab deleted the database. */
  readonly onDestroyed: () => void;
}

/**
 * Joins one tab with the others: takes part in the election, runs the leader's loops while this tab leads, and asks the
 * leading tab by message otherwise.
 */
export class Coordinator {
  readonly #parts: CoordinatorParts;
  #leadership: Leadership | null = null;
  #ends: (() => void)[] = [];

  constructor(parts: CoordinatorParts) {
    this.#parts = parts;
  }

  get leading(): boolean {
    return this.#leadership !== null;
  }

  start(): void {
    const { options, pipeline } = this.#parts;
    const { tabs, connectivity, lock, lockName, clock } = options;
    this.#ends.push(tabs.subscribe((message) => this.#onTab(message as TabMessage)));
    this.#ends.push(connectivity.subscribe((event) => this.#onConnectivity(event)));
    const held = lock.lead(lockName, (lost) => this.#lead(lost));
    this.#ends.push(() => held.release());
    this.#ends.push(
      startMaintenance(clock, {
        verify: () => pipeline.verify(),
        compact: async () => {
          if (this.#leadership) await pipeline.compact();
        },
        watch: () => {
          if (!this.#leadership && connectivity.visible()) this.#post({ type: 'wake', what: 'watched' });
        },
      }),
    );
    this.#post({ type: 'hello' });
  }

  stop(): void {
    for (const end of this.#ends.splice(0)) end();
  }

  /** Tells the other tabs that the database is about to go. */
  announceDestruction(): void {
    this.#post({ type: 'destroyed' });
  }

  /** Syncs now and resets any backoff. In the leading tab it resolves after a successful pull. */
  async sync(): Promise<void> {
    if (!this.#leadership) {
      this.#post({ type: 'wake', what: 'sync' });
      return;
    }
    this.#parts.connection.set({ defect: null, upgradeNeeded: false });
    this.#leadership.ease('asked');
    await this.#leadership.pull.caughtUp();
  }

  pull(): void {
    if (this.#leadership) this.#leadership.pull.wake();
    else this.#post({ type: 'wake', what: 'pull' });
  }

  /**
   * Like `sync`, but for programs: shortens the backoff instead of resetting it. In the leading tab it resolves after a
   * pull.
   */
  async catchUp(): Promise<void> {
    if (!this.#leadership) {
      this.#post({ type: 'wake', what: 'pull' });
      return;
    }
    this.#leadership.ease('reachable');
    await this.#leadership.pull.caughtUp();
  }

  sessionChanged(how: SessionChange): void {
    if (this.#leadership) this.#leadership.sessionChanged(how);
    else this.#post({ type: 'wake', what: how === 'signed-in' ? how : 'session' });
  }

  /** Whether this tab leads and its push loop would send a write of this record at once. */
  sendsAtOnce(key: string, table: string): boolean {
    return this.#leadership?.push.sendsAtOnce(key, this.#parts.options.schema.tables[table]?.coalesceMs) ?? false;
  }

  /** The outbox of this tab has new work. A leader in another tab learns of it from the commit. */
  wakePush(): void {
    this.#leadership?.push.wake();
  }

  /** Memory changed: the leader's loops may have something to do. */
  onChanges(all: readonly ChangeSet[], openConflicts: number): void {
    const leadership = this.#leadership;
    if (!leadership) return;
    if (all.some((changes) => changes.scopes)) {
      leadership.realtime.follow();
      // Mutations of a scope whose snapshot is now complete can be sent.
      leadership.push.wake();
    }
    if (openConflicts > 0) leadership.texts.check();
  }

  async #lead(lost: AbortSignal): Promise<void> {
    const { onStateChange } = this.#parts;
    const leadership = await Leadership.begin(this.#parts, lost);
    if (!leadership) return;
    this.#leadership = leadership;
    onStateChange();
    try {
      await leadership.run();
    } finally {
      // The stolen leadership may end after this tab has begun a new one.
      if (this.#leadership === leadership) this.#leadership = null;
      onStateChange();
    }
  }

  #onTab(message: TabMessage): void {
    const { pipeline, connection, onDestroyed } = this.#parts;
    switch (message.type) {
      case 'commit':
        void pipeline.receive(message).then(() => {
          // Not earlier: the push loop reads memory, which has the new mutation only now.
          if (message.delta.outboxPut) this.wakePush();
        });
        break;
      case 'facts':
        // Two tabs may briefly both lead; each trusts its own facts.
        if (!this.#leadership) connection.take(message.facts);
        break;
      case 'hello':
        if (this.#leadership) this.#post({ type: 'facts', facts: connection.facts });
        break;
      case 'wake':
        if (message.what !== 'sync') this.#leadership?.woken(message.what);
        else if (this.#leadership) void this.sync();
        break;
      case 'destroyed':
        onDestroyed();
        break;
    }
  }

  #onConnectivity(event: 'online' | 'offline' | 'visible' | 'hidden'): void {
    this.#parts.onStateChange();
    if (event === 'online') this.#leadership?.cameOnline();
    if (event === 'visible') this.catchUp();
    if (event === 'hidden') {
      if (this.#leadership) this.#leadership.push.flush();
      else this.#post({ type: 'wake', what: 'flush' });
      void this.#leadership?.rememberExchange();
    }
  }

  #post(message: TabMessage): void {
    this.#parts.options.tabs.post(message);
  }
}
