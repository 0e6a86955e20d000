import { BAND_TABLES, type BandTable, type ReadMark, readMarkId, type SyncedRow } from '@rockon/domain';
import type { Engine } from '../session/engine.ts';

const TABLE = 'read_marks';

/** Marks a record's current version as seen, on all of the user's devices. Writes nothing that is already known. */
export async function markSeen(engine: Engine, userId: string, table: string, row: SyncedRow): Promise<void> {
  if (row.version === 0) return;
  const id = readMarkId(userId, row.id);
  const known = engine.record({ scope: userId, table: TABLE, id }).get() as ReadMark | undefined;
  if (known === undefined) {
    const values = { recordTable: table, recordId: row.id, seenVersion: row.version, seenAt: null };
    await engine.repository.insert(userId, TABLE, values, id);
  } else if ((known.seenVersion ?? 0) < row.version) {
    await engine.repository.update({ scope: userId, table: TABLE, id }, { seenVersion: row.version });
  }
}

/** Marks everything in a band up to `seenAt` (server time of the newest change seen) as seen. */
export async function markAllSeen(engine: Engine, userId: string, bandId: string, seenAt: string): Promise<void> {
  const id = readMarkId(userId, bandId);
  if (engine.record({ scope: userId, table: TABLE, id }).get() === undefined) {
    const values = { recordTable: 'bands', recordId: bandId, seenVersion: null, seenAt };
    await engine.repository.insert(userId, TABLE, values, id);
  } else {
    await engine.repository.update({ scope: userId, table: TABLE, id }, { seenAt });
  }
}

/** Marks everything in one list as seen. Unread records in the band's other lists stay unread. */
export async function markListSeen(engine: Engine, userId: string, bandId: string, table: BandTable): Promise<void> {
  const unread = [...engine.unread(bandId, table).get()].flatMap((id) => {
    const row = engine.record({ scope: bandId, table, id }).get();
    return row === undefined ? [] : [row];
  });
  const news = BAND_TABLES.some((other) => other !== table && engine.unread(bandId, other).get().size > 0);
  const [newest] = unread.map(({ updatedAt }) => updatedAt ?? '').toSorted((a, b) => (a < b ? 1 : -1));
  // One mark for the whole band is enough unless it would hide unread records of other lists.
  if (!news && newest) await markAllSeen(engine, userId, bandId, newest);
  else await Promise.all(unread.map((row) => markSeen(engine, userId, table, row)));
}
