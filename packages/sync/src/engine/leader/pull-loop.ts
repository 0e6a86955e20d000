import { isWanted } from '../../core/eviction.ts';
import { planScopeRemoval } from '../../core/rebase.ts';
import { remainingMs } from '../../core/remaining.ts';
import { SyncError } from '../../protocol/errors.ts';
import type { PullResponse } from '../../protocol/pull.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { LevelTrigger } from '../level-trigger.ts';
import { WATCH_MS } from '../maintenance.ts';
import { applyChanges } from './apply-changes.ts';
import type { LeaderContext } from './context.ts';
import { DigestCheck } from './digest-check.ts';
import { type RetryReason, RetryState } from './retry-state.ts';
import { Snapshots } from './snapshot.ts';

const PULL_LIMIT = 1_000;
/** Polling interval while no tab is visible. */
const SLOW_POLL_MS = 30_000;
/**
 * Polling interval while a tab is visible and the socket is joined. A lost message is noticed only with the next message,
 * which may come much later. A pull without news costs the server three rows by primary key.
 */
const CHECK_MS = 10_000;
/** How long another tab's `watched` message counts. */
const WATCHED_MS = 2.5 * WATCH_MS;
/** No log needs this many rounds: more of them mean an endless loop. */
const MAX_ROUNDS = 500;
const DEFAULT_POLL_MS = 5_000;

/**
 * Pulls the changes of every scope, in one round trip per page, until the device is up to date. Whatever triggers a pull
 * is only a hint; the cursors alone decide what to ask for.
 */
export class PullLoop {
  readonly #wake: LevelTrigger;
  readonly #attempts: RetryState;
  #asked = 0;
  #done = 0;
  #waiters: { upTo: number; resolve: () => void }[] = [];
  #polled = Number.NEGATIVE_INFINITY;
  #checkMs = CHECK_MS;
  #watchedAt = Number.NEGATIVE_INFINITY;
  /** The last catch-up failed. */
  #failing = false;
  readonly #socketUp: () => boolean;
  readonly #digest: DigestCheck;

  constructor(
    private readonly context: LeaderContext,
    socketUp: () => boolean,
  ) {
    this.#wake = new LevelTrigger(context.options.clock);
    this.#attempts = new RetryState('pull', context);
    this.#socketUp = socketUp;
    this.#digest = new DigestCheck(context);
  }

  wake(): void {
    this.#asked += 1;
    this.#wake.set();
  }

  /** Another tab is visible. It sends this because a hidden leader's own timers may run only once a minute. */
  watched(): void {
    this.#watchedAt = this.context.options.clock.now();
    this.#wake.set();
  }

  /** Pulls soon and compares digests with the server. */
  compare(): void {
    this.#digest.invalidate();
    this.wake();
  }

  ease(why: RetryReason): void {
    this.#attempts.ease(why);
    // That the server is reachable is no reason to ask it before the next poll, unless a pull is failing.
    if (why === 'reachable') this.#wake.set();
    else this.wake();
  }

  /** Resolves after a pull that began after this call. */
  caughtUp(): Promise<void> {
    this.wake();
    const upTo = this.#asked;
    return new Promise((resolve) => this.#waiters.push({ upTo, resolve }));
  }

  async run(): Promise<void> {
    const { signal } = this.context;
    this.wake();
    while (!signal.aborted) {
      const ms = await this.#step();
      await this.#wake.wait(signal, ms);
    }
    for (const waiter of this.#waiters) waiter.resolve();
    this.#waiters = [];
  }

  async #step(): Promise<number> {
    const { context } = this;
    if (context.paused()) return SLOW_POLL_MS;
    const wait = this.#attempts.waitMs();
    if (wait > 0) return wait;
    const { clock } = context.options;
    const due = remainingMs(this.#polled, this.#pollMs(), clock.now());
    if (this.#asked === this.#done && due > 0) return due;
    const asked = this.#asked;
    this.#attempts.begin();
    try {
      await this.#catchUp();
      this.#polled = clock.now();
      // Jitter: devices that reconnected together after a restart of the server must not keep polling together.
      this.#checkMs = CHECK_MS * (0.8 + 0.2 * context.options.ids.random());
      this.#done = asked;
      this.#failing = false;
      this.#attempts.succeeded();
      const ready = this.#waiters.filter((waiter) => waiter.upTo <= asked);
      this.#waiters = this.#waiters.filter((waiter) => waiter.upTo > asked);
      for (const waiter of ready) waiter.resolve();
      return this.#asked === asked ? this.#pollMs() : 0;
    } catch (cause) {
      if (context.signal.aborted) return 0;
      this.#failing = true;
      this.#attempts.failed(cause);
      return this.#attempts.waitMs() || SLOW_POLL_MS;
    }
  }

  #pollMs(): number {
    const { pollMs, connectivity, clock } = this.context.options;
    if (!connectivity.visible() && remainingMs(this.#watchedAt, WATCHED_MS, clock.now()) === 0) return SLOW_POLL_MS;
    return this.#socketUp() ? this.#checkMs : (pollMs ?? DEFAULT_POLL_MS);
  }

  async #catchUp(): Promise<void> {
    const { memory, options, signal } = this.context;
    let rounds = 0;
    for (let again = true; again && !signal.aborted; ) {
      rounds += 1;
      if (rounds > MAX_ROUNDS)
        throw new SyncError('server-busy', options.messages.serverBusy, { cause: 'pull does not end' });
      const cursors = Object.fromEntries(this.#wanted().map((scope) => [scope, memory.scopes[scope]?.cursor ?? null]));
      const digest = this.#digest.due();
      const pulling = options.remote.pull(
        { protocol: PROTOCOL_VERSION, cursors, limit: PULL_LIMIT, ...(digest ? { digest } : {}) },
        signal,
      );
      const snapshots = new Snapshots(this.context);
      // A scope without a cursor needs a snapshot: begin at once instead of waiting for the pull to say so. After a
      // failure send one request at a time.
      if (!this.#failing) for (const scope in cursors) if (!cursors[scope]) snapshots.begin(scope, pulling);
      let response: PullResponse;
      try {
        response = await pulling;
        const others = await this.#apply(response, snapshots);
        if (digest) others.push(...this.#repairs(response));
        for (const scope of others) snapshots.begin(scope, pulling);
        await snapshots.complete();
      } finally {
        await snapshots.stop();
      }
      await this.#leaveOthers();
      // The user's own scope may name new scopes, and a snapshot may be outdated by the time it is complete.
      const unknown = this.#wanted().some((scope) => !(scope in cursors));
      again = unknown || snapshots.begun > 0 || Object.values(response.scopes).some((scope) => scope.more);
    }
  }

  /** The user's own scope and the scopes it names. */
  #scopes(): string[] {
    const { memory, options } = this.context;
    const read = (scope: string, table: string) => memory.confirmedRows(scope, table);
    return [options.userId, ...options.schema.scopes(read, options.userId)];
  }

  /** The scopes that this device keeps: not evicted, or with unsent mutations. */
  #wanted(): string[] {
    const { meta, outbox } = this.context.memory;
    const working = new Set(Array.from(outbox.values(), (entry) => entry.scope));
    return this.#scopes().filter((scope) => isWanted(meta, scope) || working.has(scope));
  }

  /** @returns the scopes that need a snapshot */
  async #apply(response: PullResponse, snapshots: Snapshots): Promise<string[]> {
    const outdated: string[] = [];
    for (const [scope, pulled] of Object.entries(response.scopes)) {
      if (pulled.status === 'forbidden') {
        await snapshots.giveUp(scope);
        await this.#leave(scope);
      } else if (pulled.status === 'snapshot') outdated.push(scope);
      else
        await applyChanges(this.context, scope, pulled.changes, { upTo: pulled.seq, topic: pulled.topic, live: false });
    }
    return outdated;
  }

  #repairs(response: PullResponse): string[] {
    const { context } = this;
    const diverged = this.#digest.diverged(response);
    const at = context.options.clock.now();
    if (diverged.length > 0) context.repaired(diverged.map(({ scope, tables }) => ({ scope, tables, at })));
    return diverged.map(({ scope }) => scope);
  }

  async #leave(scope: string): Promise<void> {
    const { memory, options } = this.context;
    const read = (of: string, table: string) => memory.confirmedRows(of, table);
    await this.context.commitServer({
      scope,
      decide: (head) =>
        planScopeRemoval(head, scope, options.messages.notAMember, options.schema.scopeName?.(read, scope) ?? null),
    });
  }

  /** Removes scopes that the user's own scope no longer names. */
  async #leaveOthers(): Promise<void> {
    const { memory, options } = this.context;
    if (!memory.scopes[options.userId]?.cursor) return;
    const mine = new Set(this.#scopes());
    // Scopes of outbox entries count too: a tab that had not heard of the removal may have written to the scope
    // afterwards. Such entries are set aside, else they would block the outbox forever.
    const here = new Set([
      ...Object.keys(memory.scopes),
      ...Object.keys(memory.meta.evicted ?? {}),
      ...Array.from(memory.outbox.values(), (entry) => entry.scope),
    ]);
    for (const scope of here) if (!mine.has(scope)) await this.#leave(scope);
  }
}
