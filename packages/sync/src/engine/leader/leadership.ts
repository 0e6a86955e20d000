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
import type { RetryReason } from './retry-state.ts';
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
 * What only the leading tab does: push, pull, hold the socket. Lives while this tab holds the lock.
 *
 * The lock alone is not
 * enough, because a frozen tab wakes up still believing that it leads. So leading begins with storing a new term, and
 * every write of server data checks the term inside its transaction.
 */
export class Leadership {
  readonly push: PushLoop;
  readonly pull: PullLoop;
  readonly realtime: RealtimeManager;
  readonly texts: TextMerges;
  readonly #parts: LeadershipParts;
  readonly #stop: AbortController;
  #sessions = 0;
  /** The session that the server refused; a later session may be tried. */
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

  /** Runs until this tab no longer leads. */
  async run(): Promise<void> {
    // Facts of the previous leader may be outdated: this tab may have a newer session or newer code. Nothing else resets
    // them.
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
   * The session changed. After a sign-in all calls are retried at once. A renewal is often caused by a refusal, so it
   * only ends the pause where that is due and resets nothing: otherwise a server that refuses renewed sessions too would
   * be called forever, and the person would never be asked to sign in.
   */
  sessionChanged(how: SessionChange): void {
    this.#sessions += 1;
    if (how === 'signed-in') {
      this.#parts.connection.set({ signInNeeded: false });
      this.ease('signed-in');
    } else {
      this.push.wake();
      this.pull.wake();
    }
  }

  /** A message from another tab. */
  woken(what: Exclude<WakeMessage['what'], 'sync'>): void {
    if (what === 'pull') this.pull.wake();
    else if (what === 'watched') this.pull.watched();
    else if (what === 'flush') this.push.flush();
    else this.sessionChanged(what === 'signed-in' ? what : 'renewed');
  }

  /** The device came online: both kinds of calls start over, and digests are compared. */
  cameOnline(): void {
    this.ease('fresh');
    this.pull.compare();
  }

  /** Both kinds of calls may be tried sooner than planned. */
  ease(why: RetryReason): void {
    this.push.ease(why);
    this.pull.ease(why);
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
      reachable: () => this.ease('reachable'),
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

  /**
   * Stores the time of the last success, for "last synced" after an offline start. Called only when the page closes, to
   * save transactions.
   */
  async rememberExchange(): Promise<void> {
    const { memory, pipeline, connection } = this.#parts;
    const { lastOkAt } = connection.facts;
    if (lastOkAt === null || lastOkAt === memory.meta.lastSyncAt) return;
    // If this fails, "last synced" is a minute or two old; nothing else is lost.
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

  /** A success ends the backoff of its own kind only: pulls may work while pushes fail, and vice versa. */
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
    // If this kind failed for lack of network, the other kind can retry now too.
    if (failure?.kind === 'offline') this.ease('reachable');
    // Messages may have been lost while pulls failed.
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
    // Only after the first of several failures: the pull shows whether the server is down or only pushes fail.
    if (call === 'push' && !before.failure) this.pull.wake();
  }
}
