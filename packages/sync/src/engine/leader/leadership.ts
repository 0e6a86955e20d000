import type { CallKind } from '../../core/connection.ts';
import type { Commit } from '../../core/local-state.ts';
import type { CommitRequest } from '../../ports/local-repository.ts';
import type { SyncError } from '../../protocol/errors.ts';
import type { ConnectionTracker } from '../connection-tracker.ts';
import type { EngineOptions } from '../options.ts';
import type { SessionChange } from '../public-types.ts';
import type { CommitPipeline } from '../tab/commit-pipeline.ts';
import type { Memory } from '../tab/memory.ts';
import type { WakeMessage } from '../tab-messages.ts';
import type { LeaderContext } from './context.ts';
import { PullLoop } from './pull-loop.ts';
import { PushLoop } from './push-loop.ts';
import { RealtimeManager } from './realtime-manager.ts';
import { Serial } from './serial.ts';
import { TextMerges } from './text-merges.ts';

const REPAIRS_KEPT = 20;

export interface LeadershipParts {
  readonly options: EngineOptions;
  readonly memory: Memory;
  readonly pipeline: CommitPipeline;
  readonly connection: ConnectionTracker;
}

/**
 * What only one tab does: push, pull, hold the socket. Lives while this tab holds the lock.
 *
 * Holding the lock is not proof enough (a frozen tab wakes up believing that it leads), so the first act is a durable
 * new term, and every write of what the server said checks it inside its transaction.
 */
export class Leadership {
  readonly push: PushLoop;
  readonly pull: PullLoop;
  readonly realtime: RealtimeManager;
  readonly texts: TextMerges;
  readonly #parts: LeadershipParts;
  readonly #stop: AbortController;
  #sessions = 0;
  /** The session with which it was said that signing in is needed; a later one may be tried. */
  #refused = -1;

  static async begin(parts: LeadershipParts, lost: AbortSignal): Promise<Leadership | null> {
    let term = 0;
    await parts.pipeline.commit({
      decide: (head) => {
        term = head.meta.term + 1;
        return { meta: { term } };
      },
    });
    return lost.aborted ? null : new Leadership(parts, lost, term);
  }

  private constructor(parts: LeadershipParts, lost: AbortSignal, term: number) {
    this.#parts = parts;
    this.#stop = new AbortController();
    lost.addEventListener('abort', () => this.#stop.abort(), { once: true });
    const context = this.#context(term);
    this.realtime = new RealtimeManager(context);
    this.push = new PushLoop(context);
    this.pull = new PullLoop(context, () => this.realtime.joined());
    this.texts = new TextMerges(context, () => this.push.wake());
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Runs until the lead is lost. */
  async run(): Promise<void> {
    // What the leader before was refused says nothing about this tab, which may have a newer session or newer code, and
    // nobody else would ever take it back.
    const fresh = { inFlight: [], awaitingConflict: [], signInNeeded: false, upgradeNeeded: false, defect: null };
    this.#parts.connection.set({ ...fresh, socket: 'joining' });
    this.realtime.follow();
    try {
      await Promise.all([this.push.run(), this.pull.run(), this.texts.run()]);
    } finally {
      this.#stop.abort();
      this.realtime.stop();
    }
  }

  /**
   * A session came: what an earlier one was refused is asked again. At once when somebody signed in. A renewal is often
   * our own doing, because the server had refused: it may be tried when the pause is over, and nothing is forgotten for
   * it, else a server that refuses fresh sessions too would be asked for ever, and nobody told.
   */
  sessionChanged(how: SessionChange): void {
    this.#sessions += 1;
    if (how === 'signed-in') {
      this.#parts.connection.set({ signInNeeded: false });
      this.push.signedIn();
      this.pull.signedIn();
    } else {
      this.push.wake();
      this.pull.wake();
    }
  }

  /** Another tab has something for this one to do. */
  woken(what: Exclude<WakeMessage['what'], 'sync'>): void {
    if (what === 'pull') this.pull.wake();
    else if (what === 'watched') this.pull.watched();
    else if (what === 'flush') this.push.flush();
    else this.sessionChanged(what === 'signed-in' ? what : 'renewed');
  }

  /** The device came online: both kinds of calls start over, and what is here is compared with what the server has. */
  cameOnline(): void {
    this.push.cameOnline();
    this.pull.cameOnline();
  }

  /** Something shows that the server can be reached: long pauses end, counted failures stay. */
  reachable(): void {
    this.push.hint();
    this.pull.hint();
  }

  /** The person asked for it: no pause counts, not even the one that the server asked for. */
  forceRetry(): void {
    this.push.forceRetry();
    this.pull.forceRetry();
  }

  #context(term: number): LeaderContext {
    const { options, memory, connection } = this.#parts;
    const serial = new Serial();
    return {
      options,
      memory,
      term,
      serial,
      signal: this.#stop.signal,
      commitServer: (request) => serial.run(() => this.#commitFenced(request, term)),
      session: () => this.#sessions,
      succeeded: (call) => this.#succeeded(call),
      failed: (call, error, retryAt) => this.#failed(call, error, retryAt),
      reachable: () => this.reachable(),
      nothingToSend: () => {
        const { calls } = connection.facts;
        connection.set({ calls: { ...calls, push: { ...calls.push, failure: null } } });
      },
      facts: (change) => connection.set(change),
      repaired: (repairs) =>
        connection.set({ repairs: [...connection.facts.repairs, ...repairs].slice(-REPAIRS_KEPT) }),
      paused: () => {
        const { facts } = connection;
        if (facts.signInNeeded && this.#refused === this.#sessions) return true;
        return facts.upgradeNeeded || facts.defect !== null || !options.connectivity.online();
      },
      pull: () => this.pull.wake(),
      caughtUp: () => this.pull.caughtUp(),
    };
  }

  /** Keeps the time of the last good exchange for a start without network. Worth a transaction only when the page goes. */
  async rememberExchange(): Promise<void> {
    const { memory, pipeline, connection } = this.#parts;
    const { lastOkAt } = connection.facts;
    if (lastOkAt === null || lastOkAt === memory.meta.lastSyncAt) return;
    // A failure costs a minute or two in "last synced", nothing else.
    await pipeline.commit({ decide: () => ({ meta: { lastSyncAt: lastOkAt } }) }).catch(() => null);
  }

  async #commitFenced(request: CommitRequest, term: number): Promise<Commit | null> {
    if (this.#stop.signal.aborted) return null;
    let fenced = false;
    const commit = await this.#parts.pipeline.commit({
      ...request,
      decide: (head) => {
        fenced = head.meta.term !== term;
        return fenced ? null : request.decide(head);
      },
    });
    if (fenced) this.#stop.abort();
    return commit;
  }

  /** A good answer ends the backoff of its own kind only: that pulls work says nothing about pushes, and vice versa. */
  #succeeded(call: CallKind): void {
    const { connection, options } = this.#parts;
    const { calls } = connection.facts;
    const now = options.clock.now();
    const { failure } = calls[call];
    connection.set({
      calls: { ...calls, [call]: { okAt: now, failure: null } },
      lastOkAt: now,
      signInNeeded: false,
    });
    // Unless nothing was reachable at all: then the other kind need not sit out its pause.
    if (failure?.kind === 'offline') this.reachable();
    // What was announced meanwhile may be lost without a trace.
    if (failure && call === 'pull') this.pull.compare();
  }

  #failed(call: CallKind, { kind, message }: SyncError, retryAt: number | null): void {
    const { connection, options } = this.#parts;
    if (kind === 'auth') this.#refused = this.#sessions;
    const { calls } = connection.facts;
    const before = calls[call];
    const since = before.failure?.since ?? options.clock.now();
    connection.set({
      calls: { ...calls, [call]: { okAt: before.okAt, failure: { kind, message, since, retryAt } } },
      ...(kind === 'auth' ? { signInNeeded: true } : {}),
      ...(kind === 'upgrade-required' ? { upgradeNeeded: true } : {}),
      ...(kind === 'defect' ? { defect: message } : {}),
    });
    // Only the first of a row: a pull tells whether the server is gone or only pushes fail.
    if (call === 'push' && !before.failure) this.pull.wake();
  }
}
