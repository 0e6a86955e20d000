import { SyncError } from '../protocol/errors.ts';
import type { Cursor } from '../protocol/pull.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import type { LeaderContext } from './context.ts';

/**
 * The first page is small so that the first screen has rows soon; the rest is as large as can be read, checked and stored
 * without holding up the page.
 */
const FIRST_PAGE = 250;
const PAGE = 1_250;

/**
 * Reads the live rows of a scope from nothing. Pages are stored under a new generation that nothing shows as complete
 * until the last one is in: a crash in between leaves the old content, and rubbish that the next snapshot clears.
 * What changed while it was read follows by the log, from where the first page stood.
 *
 * @param now server time at the pull that asked for it
 */
export async function readSnapshot(context: LeaderContext, scope: string, topic: string, now: string): Promise<void> {
  const { memory, options } = context;
  const { schema, userId } = options;
  const generation = memory.meta.commit + 1;
  const tables = scope === userId ? schema.userTables : schema.scopeTables;
  const starts = await Promise.all(tables.map((table) => readTable(context, scope, table, generation)));
  const cursor = earliest(starts);
  if (!cursor) return;
  await context.commitServer({
    decide: () => ({
      scopes: { [scope]: { cursor, topic, generation, since: memory.scopes[scope]?.since ?? now } },
      meta: { lastSyncAt: options.clock.now() },
    }),
  });
}

async function readTable(
  context: LeaderContext,
  scope: string,
  table: string,
  generation: number,
): Promise<Cursor | null> {
  const { remote } = context.options;
  let start: Cursor | null = null;
  let after: string | null = null;
  let stored: Promise<unknown> = Promise.resolve();
  for (let more = true; more; ) {
    const limit = start ? PAGE : FIRST_PAGE;
    const page = await remote.snapshot({ protocol: PROTOCOL_VERSION, scope, table, after, limit }, context.signal);
    if (start && page.epoch !== start.epoch)
      throw new SyncError('server-busy', 'The server was restored while reading from it.');
    start ??= { seq: page.seq, epoch: page.epoch };
    after = page.rows.at(-1)?.id ?? null;
    more = page.more && after !== null;
    await stored;
    // The next page travels while this one is stored.
    if (page.rows.length > 0) {
      stored = context.commitServer({ decide: () => ({ segment: { scope, table, generation, rows: page.rows } }) });
      // Awaited before the next page is stored; a failure in between must not count as unhandled.
      stored.catch(() => undefined);
    }
  }
  await stored;
  return start;
}

/** Where the log has to be followed from: the oldest of the tables' first pages. */
function earliest(starts: readonly (Cursor | null)[]): Cursor | null {
  const cursors = starts.filter((start) => start !== null);
  const [first] = cursors;
  if (!first) return null;
  if (cursors.some((cursor) => cursor.epoch !== first.epoch))
    throw new SyncError('server-busy', 'The server was restored while reading from it.');
  return { epoch: first.epoch, seq: Math.min(...cursors.map((cursor) => cursor.seq)) };
}
