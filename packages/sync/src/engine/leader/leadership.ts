import type { Commit } from '../../core/local-state.ts';
import type { CommitRequest } from '../../ports/local-repository.ts';
import type { SyncErrorKind } from '../../protocol/errors.ts';
import type { ConnectionTracker } from '../connection-tracker.ts';
import type { SyncEngineOptions } from '../options.ts';
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
  readonly options: SyncEngineOptions;
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

  /** The device says that it is online again. */
  reconnected(): void {
    this.push.retryNow();
    this.pull.reconnected();
  }

  /** Something changed for the better (online, signed in, asked by hand): forget the waiting. */
  retryNow(): void {
    this.push.retryNow();
    this.pull.retryNow();
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
      succeeded: () => {
        const { last } = connection.facts;
        connection.set({ last: 'ok', lastOkAt: options.clock.now(), signInNeeded: false });
        if (typeof last === 'object') this.reconnected();
        else if (last === 'none') this.retryNow();
      },
      failed: (kind, message) => this.#failed(kind, message),
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

  #failed(kind: SyncErrorKind, message: string): void {
    if (kind === 'auth') this.#refused = this.#sessions;
    this.#parts.connection.set({
      last: { failed: kind, message },
      ...(kind === 'auth' ? { signInNeeded: true } : {}),
      ...(kind === 'upgrade-required' ? { upgradeNeeded: true } : {}),
      ...(kind === 'defect' ? { defect: message } : {}),
    });
  }
}
