import { same, valueAt } from '@rockon/domain';
import type { Json, PathValues, RecordKey, SyncEngine } from '@rockon/sync';
import { showToast } from '../ui/toaster.tsx';
import { notDone } from './undo.ts';

/** Long enough to look at what became of many records before deciding. */
const TOAST_MS = 15_000;

export type WayBack = () => Promise<void>;

export interface Change {
  readonly key: RecordKey;
  readonly set: PathValues;
}

const keysOf = (scope: string, table: string, ids: readonly string[]): RecordKey[] =>
  ids.map((id) => ({ scope, table, id }));

/** All at once: each shows before this returns, and is durable when the promise resolves. */
async function each<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const results = await Promise.allSettled(list.map(work));
  const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (failed.length === 0) return;
  const why = failed[0] instanceof Error ? failed[0].message : String(failed[0]);
  throw new Error(failed.length === list.length ? why : `${failed.length} of ${list.length} were not: ${why}`);
}

/** Adds many records; the way back deletes those that are still there. Answers their ids, in order. */
export async function addMany(
  engine: SyncEngine,
  scope: string,
  table: string,
  rows: readonly object[],
): Promise<{ readonly ids: readonly string[]; readonly back: WayBack }> {
  const ids = await engine.repository.insertAll(scope, table, rows as readonly Readonly<Record<string, Json>>[]);
  const back = () =>
    each(
      keysOf(scope, table, ids).filter((key) => engine.record(key).get() !== undefined),
      (key) => engine.repository.delete(key),
    );
  return { ids, back };
}

/**
 * Changes many records. The way back sets what was changed to what it was, starting from the records as this left them:
 * where somebody else changed the same meanwhile, they are asked as for every edit.
 */
export async function changeMany(engine: SyncEngine, changes: readonly Change[]): Promise<WayBack> {
  const before = changes.map(({ key }) => engine.record(key).get());
  await each(changes, ({ key, set }) => engine.repository.update(key, set));
  const after = changes.map(({ key }) => engine.record(key).get());
  return () =>
    each([...changes.keys()], async (index) => {
      const change = changes[index];
      const [was, is] = [before[index], after[index]];
      if (change === undefined || was === undefined || is === undefined) return;
      const set: Record<string, PathValues[string]> = {};
      for (const path of Object.keys(change.set)) {
        const value = valueAt(was, path);
        if (!same(value, valueAt(is, path))) set[path] = value;
      }
      if (Object.keys(set).length > 0) await engine.repository.update(change.key, set, is);
    });
}

export async function deleteMany(
  engine: SyncEngine,
  scope: string,
  table: string,
  ids: readonly string[],
): Promise<WayBack> {
  const keys = keysOf(scope, table, ids);
  await each(keys, (key) => engine.repository.delete(key));
  return () => each(keys, (key) => engine.repository.restore(key));
}

/** One way back for several steps, the last step first. */
export const allBack =
  (backs: readonly WayBack[]): WayBack =>
  async () => {
    for (const back of [...backs].reverse()) await back();
  };

/** Says what was done to many records, with one Undo for all of it. */
export function offerUndoOfAll(title: string, detail: string | null, back: WayBack): void {
  showToast({
    id: 'many',
    title,
    detail,
    duration: TOAST_MS,
    action: { label: 'Undo', onPress: () => void back().then(() => showToast({ title: 'Taken back' }), notDone) },
  });
}
