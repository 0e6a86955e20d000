import { BAND_TABLES, type BandTable, type ReadMark, readMarkId, type SyncedRow } from '@rockon/domain';
import type { Row, SyncEngine } from '@rockon/sync';

const TABLE = 'read_marks';

/** Notes for all of the user's devices that they have seen a record as it is now. Says nothing twice. */
export async function markSeen(engine: SyncEngine, userId: string, table: string, row: SyncedRow): Promise<void> {
  if (row.version === 0) return;
  const id = readMarkId(userId, row.id);
  const known = engine.record({ scope: userId, table: TABLE, id }).get() as (ReadMark & Row) | undefined;
  if (known === undefined) {
    const values = { recordTable: table, recordId: row.id, seenVersion: row.version, seenAt: null };
    await engine.repository.insert(userId, TABLE, values, id);
  } else if ((known.seenVersion ?? 0) < row.version) {
    await engine.repository.update({ scope: userId, table: TABLE, id }, { seenVersion: row.version });
  }
}

/** Notes that the user has seen everything of a band up to `seenAt` (server time of the newest change seen). */
export async function markAllSeen(engine: SyncEngine, userId: string, bandId: string, seenAt: string): Promise<void> {
  const id = readMarkId(userId, bandId);
  if (engine.record({ scope: userId, table: TABLE, id }).get() === undefined) {
    const values = { recordTable: 'bands', recordId: bandId, seenVersion: null, seenAt };
    await engine.repository.insert(userId, TABLE, values, id);
  } else {
    await engine.repository.update({ scope: userId, table: TABLE, id }, { seenAt });
  }
}

/** Notes that the user has seen a whole list as it is now. What is unread in the band's other lists stays unread. */
export async function markListSeen(
  engine: SyncEngine,
  userId: string,
  bandId: string,
  table: BandTable,
): Promise<void> {
  const unread = [...engine.unread(bandId, table).get()].flatMap((id) => {
    const row = engine.record({ scope: bandId, table, id }).get();
    return row === undefined ? [] : [row as SyncedRow & Row];
  });
  const news = BAND_TABLES.some((other) => other !== table && engine.unread(bandId, other).get().size > 0);
  const [newest] = unread.map(({ updatedAt }) => updatedAt ?? '').toSorted((a, b) => (a < b ? 1 : -1));
  // One mark for all says the same as one for each, as long as there is nothing else that it would hide.
  if (!news && newest) await markAllSeen(engine, userId, bandId, newest);
  else await Promise.all(unread.map((row) => markSeen(engine, userId, table, row)));
}
