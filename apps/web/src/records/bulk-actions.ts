import type { Json, PathValues, RecordKey, RecordWrite, SyncEngine } from '@rockon/sync';
import { forgetDeletes, rememberDeletes } from '../session/recent-deletes.ts';
import type { Undo } from '../session/undo-stack.ts';
import { showToast } from '../ui/toaster.tsx';
import * as messages from './messages.ts';
import { sayDone, valuesToRestore } from './undo.ts';

export type { Undo } from '../session/undo-stack.ts';

/** Long enough to check the result for many records before deciding. */
const TOAST_MS = 15_000;

export interface Change {
  readonly key: RecordKey;
  readonly set: PathValues;
}

const each = (op: 'delete' | 'restore', scope: string, table: string, ids: readonly string[]): readonly RecordWrite[] =>
  ids.map((id) => ({ op, key: { scope, table, id } }));

/** Adds many records and returns their ids, in order. The undo deletes those that still exist. */
export async function addMany(
  engine: SyncEngine,
  scope: string,
  table: string,
  rows: readonly object[],
): Promise<{ readonly ids: readonly string[]; readonly back: Undo }> {
  const ids = await engine.repository.insertAll(scope, table, rows as readonly Readonly<Record<string, Json>>[]);
  const back = () => {
    const left = ids.filter((id) => engine.record({ scope, table, id }).get() !== undefined);
    return engine.repository.writeAll(each('delete', scope, table, left));
  };
  return { ids, back };
}

/**
 * Changes many records, all or none. The undo restores the earlier values, based on the records as this left them: what
 * others changed since becomes a conflict, as with every edit. Records that were deleted since stay deleted.
 */
export async function changeMany(engine: SyncEngine, changes: readonly Change[]): Promise<Undo> {
  const rows = () => changes.map(({ key }) => engine.record(key).get());
  const before = rows();
  await engine.repository.writeAll(changes.map(({ key, set }) => ({ op: 'update', key, set })));
  const after = rows();
  return () =>
    engine.repository.writeAll(
      changes.flatMap(({ key, set }, index): readonly RecordWrite[] => {
        const [was, is] = [before[index], after[index]];
        if (was === undefined || is === undefined || engine.record(key).get() === undefined) return [];
        return [{ op: 'update', key, set: valuesToRestore(was, is, Object.keys(set)), base: is }];
      }),
    );
}

/** Deletes many records, all or none. The undo restores them all. */
export async function deleteMany(
  engine: SyncEngine,
  scope: string,
  table: string,
  records: readonly { readonly id: string; readonly name: string }[],
): Promise<Undo> {
  const ids = records.map(({ id }) => id);
  await engine.repository.writeAll(each('delete', scope, table, ids));
  rememberDeletes(records.map(({ id, name }) => ({ key: { scope, table, id }, name })));
  return () => {
    forgetDeletes(ids);
    return engine.repository.writeAll(each('restore', scope, table, ids));
  };
}

/** Combines several undos into one; runs the last first. */
export const composeUndo =
  (backs: readonly Undo[]): Undo =>
  async () => {
    for (const back of [...backs].reverse()) await back();
  };

/** Shows what was done to many records, with one Undo for all of it. */
export function offerUndoOfAll(title: string, detail: string | null, back: Undo): void {
  const undone = () => showToast({ title: messages.undone });
  sayDone({ toast: 'many', title, detail, back, duration: TOAST_MS, undone });
}
