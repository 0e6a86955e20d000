import {
  type ActivityEntry,
  activitySchema,
  type DeletedRecord,
  type RecordVersion,
  recordHistorySchema,
  trashSchema,
} from '@rockon/domain';
import type { Engine, RecordKey } from '../../session/engine.ts';

const PAGE = 20;

/** Versions of a record, newest first, after a known one. */
export async function loadVersions(engine: Engine, { table, id }: RecordKey, last: RecordVersion | null) {
  const answer = await engine.ask('record_history', { table, record: id, beforeSeq: last?.seq ?? null, limit: PAGE });
  const { versions, more } = recordHistorySchema.parse(answer);
  return { items: versions, more };
}

/** What a band has deleted in the last 30 days, newest first, after a known one. */
export async function loadTrash(engine: Engine, band: string, last: DeletedRecord | null) {
  const after = last === null ? null : { at: last.at, id: last.id };
  const { records, more } = trashSchema.parse(await engine.ask('trash', { band, after, limit: 50 }));
  return { items: records, more };
}

/** What was done to a band's work, newest first, after a known one. */
export async function loadActivity(engine: Engine, band: string, last: ActivityEntry | null) {
  const answer = await engine.ask('activity', { band, beforeSeq: last?.seq ?? null, limit: 30 });
  const { changes, more } = activitySchema.parse(answer);
  return { items: changes, more };
}
