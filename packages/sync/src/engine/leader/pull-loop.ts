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
import { RetryState } from './retry-state.ts';
import { Snapshots } from './snapshot.ts';

const PULL_LIMIT = 1_000;
/** With nobody looking. */
const SLOW_POLL_MS = 30_000;
/**
 * With somebody looking and a socket that seems well. A message that is lost without a trace shows by nothing but the
 * next one, which may not come today; a pull that finds nothing costs the server three rows by their keys.
 */
const CHECK_MS = 10_000;
/** How long another tab's word that somebody looks at it is good for. */
const WATCHED_MS = 2.5 * WATCH_MS;
/** More than any log holds; what goes on longer goes round in circles. */
const MAX_ROUNDS = 500;
const DEFAULT_POLL_MS = 5_000;

/**
 * Asks the server what is new in every scope, in one round trip, until there is nothing more. Everything that should
 * make it ask is only a wake-up; what it may apply is decided from the cursor alone.
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

  /** Somebody looks at another tab. Its timers run, while those of a hidden tab may be held back for a minute. */
  watched(): void {
    this.#watchedAt = this.context.options.clock.now();
    this.#wake.set();
  }

  /** Pulls soon and compares what is here with what the server has. */
  compare(): void {
    this.#digest.invalidate();
    this.wake();
  }

  cameOnline(): void {
    this.#attempts.reset();
    this.compare();
  }

  forceRetry(): void {
    this.#attempts.force();
    this.wake();
  }

  /** Something shows that the server can be reached: a failing pull is attempted soon. */
  hint(): void {
    this.#attempts.hint();
    this.#wake.set();
  }

  /** Somebody signed in. */
  signedIn(): void {
    this.#attempts.signedIn();
    this.wake();
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
      // Devices that a restart of the server brought into step must not stay in it.
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
      // What is new here can only be read as a whole: asking first whether it has to be would cost a round trip. A server
      // that failed is asked one thing at a time.
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
      // A new scope shows up in the user's own; what a snapshot read may be behind by the time it was complete.
      const unknown = this.#wanted().some((scope) => !(scope in cursors));
      again = unknown || snapshots.begun > 0 || Object.values(response.scopes).some((scope) => scope.more);
    }
  }

  /** The user's own scope and those it names. */
  #scopes(): string[] {
    const { memory, options } = this.context;
    const read = (scope: string, table: string) => memory.confirmedRows(scope, table);
    return [options.userId, ...options.schema.scopes(read, options.userId)];
  }

  /** Of those, the ones that are kept on this device. */
  #wanted(): string[] {
    const { meta, outbox } = this.context.memory;
    const working = new Set(Array.from(outbox.values(), (entry) => entry.scope));
    return this.#scopes().filter((scope) => isWanted(meta, scope) || working.has(scope));
  }

  /** @returns the scopes that have to be read anew */
  async #apply(response: PullResponse, snapshots: Snapshots): Promise<string[]> {
    const anew: string[] = [];
    for (const [scope, pulled] of Object.entries(response.scopes)) {
      if (pulled.status === 'forbidden') {
        await snapshots.giveUp(scope);
        await this.#leave(scope);
      } else if (pulled.status === 'snapshot') anew.push(scope);
      else
        await applyChanges(this.context, scope, pulled.changes, { upTo: pulled.seq, topic: pulled.topic, live: false });
    }
    return anew;
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

  /** Forgets scopes that the user's own scope does not name any more. */
  async #leaveOthers(): Promise<void> {
    const { memory, options } = this.context;
    if (!memory.scopes[options.userId]?.cursor) return;
    const mine = new Set(this.#scopes());
    // A tab that had not heard of it yet may have written to a scope after it was left: that work is set aside too,
    // else it would wait for ever in front of all other work.
    const here = new Set([
      ...Object.keys(memory.scopes),
      ...Object.keys(memory.meta.evicted ?? {}),
      ...Array.from(memory.outbox.values(), (entry) => entry.scope),
    ]);
    for (const scope of here) if (!mine.has(scope)) await this.#leave(scope);
  }
}
