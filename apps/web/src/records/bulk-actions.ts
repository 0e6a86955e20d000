import type { BandTable, BandTables } from '@rockon/domain';
import {
  type Json,
  type NewRow,
  type Patch,
  type PathValues,
  type RecordWrite,
  untyped,
  type ValuesOf,
} from '@rockon/sync';
import type { Engine, RecordKey } from '../session/engine.ts';
import { deletable, rememberDeletes, restoreAll } from '../session/recent-deletes.ts';
import type { Undo } from '../session/undo-stack.ts';
import { showToast } from '../ui/toaster.tsx';
import * as messages from './messages.ts';
import { sayDone, valuesToRestore } from './undo.ts';

export type { Undo } from '../session/undo-stack.ts';

/** Long enough to check the result for many records before deciding. */
const TOAST_MS = 15_000;

export interface Change<Name extends BandTable = BandTable> {
  readonly key: RecordKey<Name>;
  readonly set: Patch<ValuesOf<BandTables, Name>>;
}

const deletes = <Key>(keys: readonly Key[]) => keys.map((key) => ({ op: 'delete' as const, key }));

interface Added {
  readonly ids: readonly string[];
  readonly back: Undo;
}

/** Adds many records and returns their ids, in order. The undo deletes those that still exist. */
export async function addMany<Name extends BandTable>(
  engine: Engine,
  scope: string,
  table: Name,
  rows: readonly NewRow<ValuesOf<BandTables, Name>>[],
): Promise<Added> {
  return addChecked(engine, scope, table, rows);
}

/** As `addMany`, for rows whose schema has checked them at run time, such as those of an import. */
export async function addChecked(
  typed: Engine,
  scope: string,
  table: BandTable,
  rows: readonly Readonly<Record<string, Json>>[],
): Promise<Added> {
  const engine = untyped(typed);
  const ids = await engine.repository.insertAll(scope, table, rows);
  const back = () => {
    const left = ids.filter((id) => engine.record({ scope, table, id }).get() !== undefined);
    return engine.repository.writeAll(deletes(left.map((id) => ({ scope, table, id }))));
  };
  return { ids, back };
}

/**
 * Changes many records, all or none. The undo restores the earlier values, based on the records as this left them: what
 * others changed since becomes a conflict, as with every edit. Records that were deleted since stay deleted.
 */
export function changeMany<Name extends BandTable>(engine: Engine, changes: readonly Change<Name>[]): Promise<Undo> {
  return changePaths(engine, changes);
}

/** As `changeMany`, for paths that are known only at run time, such as those of an import. */
export async function changePaths(
  typed: Engine,
  changes: readonly { readonly key: RecordKey; readonly set: PathValues }[],
): Promise<Undo> {
  const engine = untyped(typed);
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
  engine: Engine,
  scope: string,
  table: BandTable,
  records: readonly { readonly id: string; readonly name: string }[],
): Promise<Undo> {
  const before = records.map(({ id, name }) => deletable(engine, { scope, table, id }, name));
  await engine.repository.writeAll(deletes(before.map(({ key }) => key)));
  rememberDeletes(before);
  return () => restoreAll(engine, before);
}

/** Combines several undos into one; runs the last first. */
export const composeUndo =
  (backs: readonly Undo[]): Undo =>
  async () => {
    for (const back of [...backs].reverse()) await back();
  };

/**
 * Shows what was done to many records, with one Undo for all of it. `after` says what is true once it is undone; `deleted`
 * are the ids of the records that it deleted.
 */
export function offerUndoOfAll(
  title: string,
  detail: string | null,
  back: Undo,
  after: string,
  deleted: readonly string[] = [],
): void {
  const undone = () => showToast({ title: messages.undone, detail: after });
  sayDone({ toast: 'many', title, detail, back, after, records: deleted, duration: TOAST_MS, undone });
}
