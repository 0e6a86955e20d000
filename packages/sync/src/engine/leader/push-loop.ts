import { recordOf } from '../../core/keys.ts';
import { ackedUpTo, selectBatch, toMutation } from '../../core/outbox.ts';
import type { OutboxEntry } from '../../core/outbox-entry.ts';
import { applyPushResults } from '../../core/rebase.ts';
import { remainingMs } from '../../core/remaining.ts';
import { FAILURE_ACTIONS } from '../../core/retry.ts';
import { SyncError } from '../../protocol/errors.ts';
import type { SyncMessages } from '../../protocol/messages.ts';
import type { MutationResult } from '../../protocol/push.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { LevelTrigger } from '../level-trigger.ts';
import type { LeaderContext } from './context.ts';
import { type RetryReason, RetryState } from './retry-state.ts';

const COALESCE_MS = 500;
/** Checks the outbox at least this often: a missed wake-up may delay a push but never strand it. */
const WATCHDOG_MS = 20_000;

/**
 * Drains the outbox, oldest first, one request at a time:
 *
 *   wait -> select -> mark as sent (durable) -> request -> apply the results (durable) -> select …
 *
 * The mark is stored before the request: from then on no tab merges a new edit into a mutation that the server may
 * already have.
 */
export class PushLoop {
  readonly #wake: LevelTrigger;
  readonly #attempts: RetryState;
  readonly #lastSent = new Map<string, number>();
  #flush = false;
  #sent: readonly OutboxEntry[] = [];
  /** Mutations up to this id are sent one per request; see #isolate. */
  #alone = 0;
  #busy = false;
  /** The last call failed and no call has succeeded since. */
  #unsure = false;

  constructor(private readonly context: LeaderContext) {
    this.#wake = new LevelTrigger(context.options.clock);
    this.#attempts = new RetryState('push', context);
  }

  wake(): void {
    this.#wake.set();
  }

  /** Sends held edits too, because the page may be about to close. */
  flush(): void {
    this.#flush = true;
    this.#wake.set();
  }

  ease(why: RetryReason): void {
    this.#attempts.ease(why);
    this.#wake.set();
  }

  /** Whether a write of this record would be sent at once, so that the same transaction can mark it as sent. */
  sendsAtOnce(key: string, coalesceMs: number | undefined): boolean {
    const { options } = this.context;
    const sent = this.#lastSent.get(key);
    const held = sent === undefined ? 0 : remainingMs(sent, coalesceMs ?? COALESCE_MS, options.clock.now());
    return !this.#busy && !this.context.paused() && this.#attempts.waitMs() === 0 && held === 0;
  }

  async run(): Promise<void> {
    const { signal } = this.context;
    while (!signal.aborted) {
      const ms = await this.#step();
      await this.#wake.wait(signal, Math.min(ms, WATCHDOG_MS));
    }
  }

  /** @returns ms to sleep; 0 to continue at once */
  async #step(): Promise<number> {
    const { context } = this;
    if (context.paused()) return WATCHDOG_MS;
    const wait = this.#attempts.waitMs();
    if (wait > 0) return wait;
    const { clock } = context.options;
    const outbox = this.#ready();
    const selection = selectBatch(outbox, (entry) => this.#heldUntil(entry), clock.now(), this.#flush);
    if (selection.kind === 'hold') return selection.until - clock.now();
    this.#flush = false;
    if (selection.kind === 'idle') {
      // The response was lost, but the change came back by the socket. Without this no call would follow, and the
      // connection would stay "offline".
      if (this.#unsure) {
        context.pull();
        context.nothingToSend();
      }
      this.#unsure = false;
      return WATCHDOG_MS;
    }
    this.#busy = true;
    this.#attempts.begin();
    try {
      const [first] = selection.entries;
      await this.#send(first && first.id <= this.#alone ? [first] : selection.entries);
      return 0;
    } catch (cause) {
      if (context.signal.aborted) return 0;
      if (await this.#isolate(cause)) return 0;
      const error = this.#attempts.failed(cause);
      this.#unsure = true;
      if (FAILURE_ACTIONS[error.kind] === 'new-client') await this.#takeNewClient(selection.entries);
      return this.#attempts.waitMs() || WATCHDOG_MS;
    } finally {
      this.#busy = false;
      context.facts({ inFlight: [] });
      if (context.memory.outbox.size > 0) this.#wake.set();
    }
  }

  /**
   * The outbox up to the first entry of a scope whose first snapshot is not complete. Pushing that entry would remove it
   * from the view before its row is on the device, and later entries must not overtake it.
   */
  #ready(): OutboxEntry[] {
    const { memory } = this.context;
    const outbox = [...memory.outbox.values()];
    const wait = outbox.findIndex((entry) => !entry.rejected && !memory.scopes[entry.scope]?.cursor);
    return wait < 0 ? outbox : outbox.slice(0, wait);
  }

  #heldUntil(entry: OutboxEntry): number {
    // An entry that was sent before is a retry: do not hold it back for more typing.
    if (entry.id <= this.context.memory.meta.sentUpTo) return 0;
    const sent = this.#lastSent.get(recordOf(entry));
    if (sent === undefined) return 0;
    const { clock, schema } = this.context.options;
    const now = clock.now();
    return now + remainingMs(sent, schema.tables[entry.table]?.coalesceMs ?? COALESCE_MS, now);
  }

  async #send(selected: readonly OutboxEntry[]): Promise<void> {
    const { context } = this;
    const { memory, options, signal } = context;
    const entries = await this.#mark(selected);
    if (entries.length === 0 || signal.aborted) return;
    this.#sent = entries;
    this.#remember(entries);
    context.facts({ inFlight: entries.map((entry) => entry.id) });

    const response = await options.remote.push(
      {
        protocol: PROTOCOL_VERSION,
        client: memory.meta.clientId,
        acked: ackedUpTo([...memory.outbox.values()], memory.meta.nextMutation),
        mutations: entries.map(toMutation),
      },
      signal,
    );
    assertAnswered(entries, response.results, options.messages);
    const learnOfConflicts = this.#awaitConflicts(entries, response.results);
    await context.commitServer({
      ids: entries.map((entry) => entry.id),
      decide: (head) => {
        const byId = new Map(head.entries.map((entry) => [entry.id, entry]));
        const confirmed = (scope: string, table: string, id: string) => memory.confirmed(scope, table, id);
        return applyPushResults(
          response,
          (id) => byId.get(id),
          (scope) => head.scopes[scope]?.cursor ?? null,
          confirmed,
          options.messages.rejected,
        );
      },
    });
    this.#attempts.succeeded();
    this.#unsure = false;
    learnOfConflicts();
  }

  /**
   * The server stores each conflict as a row of the log. Until that row arrives the record must not look synced, which it
   * would as soon as its entry leaves the outbox.
   * @returns a function to call once the entry has left the outbox
   */
  #awaitConflicts(entries: readonly OutboxEntry[], results: readonly MutationResult[]): () => void {
    const conflicting = new Set(results.filter(({ status }) => status === 'conflict').map(({ id }) => id));
    if (conflicting.size === 0) return () => {};
    const records = entries.filter(({ id }) => conflicting.has(id)).map(recordOf);
    this.context.facts({ awaitingConflict: records });
    return () => void this.context.caughtUp().then(() => this.context.facts({ awaitingConflict: [] }));
  }

  /** Marks the batch as sent and returns its current entries: another tab could change them until now. */
  async #mark(selected: readonly OutboxEntry[]): Promise<readonly OutboxEntry[]> {
    const last = selected.at(-1);
    if (!last) return [];
    if (last.id <= this.context.memory.meta.sentUpTo) return selected;
    let marked: readonly OutboxEntry[] = [];
    await this.context.commitServer({
      ids: selected.map((entry) => entry.id),
      decide: (head) => {
        marked = head.entries.filter((entry) => !entry.rejected);
        const upTo = marked.at(-1)?.id ?? 0;
        return upTo > head.meta.sentUpTo ? { meta: { sentUpTo: upTo } } : null;
      },
    });
    return marked;
  }

  #remember(entries: readonly OutboxEntry[]): void {
    const now = this.context.options.clock.now();
    if (this.#lastSent.size > 1_000) this.#lastSent.clear();
    for (const entry of entries) this.#lastSent.set(recordOf(entry), now);
  }

  /**
   * When the server rejects a whole request, sends its mutations again one by one, so that one bad mutation does not
   * block the rest. A mutation that is rejected alone is stored as rejected.
   * @returns whether to send again at once
   */
  async #isolate(cause: unknown): Promise<boolean> {
    if (!(cause instanceof SyncError) || cause.kind !== 'rejected') return false;
    const [entry, ...others] = this.#sent;
    if (!entry) return false;
    if (others.length > 0) {
      this.#alone = others.at(-1)?.id ?? 0;
      return true;
    }
    const { code = 'rejected', path = null } = cause.detail;
    await this.context.commitServer({
      ids: [entry.id],
      decide: (head) => {
        const [still] = head.entries;
        return still ? { outboxPut: [{ ...still, rejected: { code, message: cause.message, path } }] } : null;
      },
    });
    return true;
  }

  /** A copy of this browser profile used the same mutation ids. Sends this device's mutations under a new client id. */
  async #takeNewClient(sent: readonly OutboxEntry[]): Promise<void> {
    const { options } = this.context;
    await this.context.commitServer({
      ids: sent.map((entry) => entry.id),
      // If another tab has already stored the results of that request, the outbox needs no new client id.
      decide: (head) => (head.entries.length > 0 ? { meta: { clientId: options.ids.uuid() } } : null),
    });
    this.#attempts.ease('fresh');
  }
}

function assertAnswered(
  entries: readonly OutboxEntry[],
  results: readonly MutationResult[],
  messages: SyncMessages,
): void {
  const answered = new Set(results.map((result) => result.id));
  const missing = entries.find((entry) => !answered.has(entry.id));
  if (missing)
    throw new SyncError('defect', messages.engineFailed(`the server sent no result for mutation ${missing.id}`));
}
