import { withoutEvicted } from '../../core/eviction.ts';
import { SyncError } from '../../protocol/errors.ts';
import type { SyncMessages } from '../../protocol/messages.ts';
import type { Cursor, PullResponse } from '../../protocol/pull.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import type { LeaderContext } from './context.ts';

/**
 * Rows per page. The first page is small, so that the first screen has rows soon; the others are as large as a page can
 * be without blocking the browser.
 */
const FIRST_PAGE = 250;
const PAGE = 1_250;

/**
 * The snapshots that one catch-up reads in parallel. None outlives the catch-up: otherwise the pages of two snapshots of
 * one scope would mix.
 */
export class Snapshots {
  readonly #context: LeaderContext;
  readonly #readings = new Map<string, { readonly stop: AbortController; readonly done: Promise<void> }>();

  constructor(context: LeaderContext) {
    this.#context = context;
  }

  get begun(): number {
    return this.#readings.size;
  }

  /** @param pulling the pull answer with the scope's topic; it may still be on its way */
  begin(scope: string, pulling: Promise<PullResponse>): void {
    if (this.#readings.has(scope)) return;
    const stop = new AbortController();
    const lost = () => stop.abort();
    this.#context.signal.addEventListener('abort', lost);
    const done = readSnapshot(this.#context, scope, pulling, stop).finally(() =>
      this.#context.signal.removeEventListener('abort', lost),
    );
    // The caller gets the failure from `complete`, unless it failed itself before.
    done.catch(() => undefined);
    this.#readings.set(scope, { stop, done });
  }

  async complete(): Promise<void> {
    await Promise.all(Array.from(this.#readings.values(), ({ done }) => done));
  }

  /** The scope is not the user's: deletes the pages that were read before that was known. */
  async giveUp(scope: string): Promise<void> {
    const reading = this.#readings.get(scope);
    if (!reading) return;
    this.#readings.delete(scope);
    await ended(reading);
    if (!this.#context.memory.scopes[scope])
      await this.#context.commitServer({ decide: () => ({ scopes: { [scope]: null } }) });
  }

  async stop(): Promise<void> {
    await Promise.all(Array.from(this.#readings.values(), ended));
  }
}

async function ended({ stop, done }: { readonly stop: AbortController; readonly done: Promise<void> }): Promise<void> {
  stop.abort();
  await done.catch(() => undefined);
}

/**
 * Reads all live rows of a scope. Pages are stored under a new generation, which becomes current with the last page: after a
 * crash the old rows are still there, and the next snapshot deletes the unfinished pages. Changes made meanwhile follow with
 * the log, which is read from the seq of the first page.
 */
async function readSnapshot(
  context: LeaderContext,
  scope: string,
  pulling: Promise<PullResponse>,
  stop: AbortController,
): Promise<void> {
  const { memory, options } = context;
  const { schema, userId } = options;
  const generation = memory.meta.commit + 1;
  const tables = scope === userId ? schema.userTables : schema.scopeTables;
  const hadGone = scope in (memory.meta.evicted ?? {});
  const failures: unknown[] = [];
  const reading = tables.map((table) =>
    readTable(context, { scope, table, generation }, stop.signal).catch((cause) => {
      failures.push(cause);
      stop.abort();
      return null;
    }),
  );
  // The first failure stops the other tables. Throw it only after all have stopped.
  const starts = await Promise.all(reading);
  const { scopes, now } = await pulling;
  if (failures.length > 0) throw failures[0];
  const cursor = earliest(starts, options.messages);
  const pulled = scopes[scope];
  if (!cursor || !pulled || pulled.status === 'forbidden' || stop.signal.aborted) return;
  const { topic } = pulled;
  await context.commitServer({
    decide: ({ meta }) =>
      // The scope was evicted meanwhile, with its first pages: the remaining pages are not the whole scope.
      !hadGone && scope in (meta.evicted ?? {})
        ? null
        : {
            scopes: {
              [scope]: {
                cursor,
                topic,
                generation,
                since: memory.scopes[scope]?.since ?? meta.evicted?.[scope] ?? now,
              },
            },
            meta: { lastSyncAt: options.clock.now(), ...withoutEvicted(meta, scope) },
          },
  });
}

async function readTable(
  context: LeaderContext,
  place: { readonly scope: string; readonly table: string; readonly generation: number },
  signal: AbortSignal,
): Promise<Cursor | null> {
  const { remote, messages } = context.options;
  const { scope, table } = place;
  let start: Cursor | null = null;
  let after: string | null = null;
  let stored: Promise<unknown> = Promise.resolve();
  for (let more = true; more && !signal.aborted; ) {
    const limit = start ? PAGE : FIRST_PAGE;
    const page = await remote.snapshot({ protocol: PROTOCOL_VERSION, scope, table, after, limit }, signal);
    if (start && page.epoch !== start.epoch)
      throw new SyncError('server-busy', messages.serverBusy, { cause: 'another epoch' });
    start ??= { seq: page.seq, epoch: page.epoch };
    after = page.rows.at(-1)?.id ?? null;
    more = page.more && after !== null;
    await stored;
    // The next page is requested while this one is stored.
    if (page.rows.length > 0 && !signal.aborted) {
      stored = context.commitServer({ decide: () => ({ segment: { ...place, rows: page.rows } }) });
      // Awaited before the next page is stored; until then a failure must not count as an unhandled rejection.
      stored.catch(() => undefined);
    }
  }
  await stored;
  return start;
}

/** The cursor to pull from: the lowest seq among the first pages of all tables. */
function earliest(starts: readonly (Cursor | null)[], messages: SyncMessages): Cursor | null {
  const cursors = starts.filter((start) => start !== null);
  const [first] = cursors;
  if (!first) return null;
  if (cursors.some((cursor) => cursor.epoch !== first.epoch))
    throw new SyncError('server-busy', messages.serverBusy, { cause: 'another epoch' });
  return { epoch: first.epoch, seq: Math.min(...cursors.map((cursor) => cursor.seq)) };
}
