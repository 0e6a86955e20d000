import { bandSchema } from '@rockon/domain';
import { type Json, type SyncSchema, untyped } from '@rockon/sync';
import { Store } from '../lib/store.ts';
import type { Engine, RecordKey } from './engine.ts';
import { forgetStep } from './undo-stack.ts';

/** A record to be deleted, as it is before. */
export interface Deletable {
  readonly key: RecordKey;
  readonly name: string;
  /**
   * The values of a record that the server does not have yet. Deleting it can leave no trace of it anywhere, and undoing
   * that adds it again.
   */
  readonly unsent: Readonly<Record<string, Json>> | null;
}

interface Deletion extends Deletable {
  readonly at: number;
}

const KEPT = 500;

/**
 * Records that the person deleted on this device since the app was opened, newest first. They can be restored after the
 * toast is gone, and are the trash while offline.
 */
export const recentDeletes = new Store<readonly Deletion[]>([]);

const { tables }: SyncSchema = bandSchema;

/** Has to be read before the record is deleted. */
export function deletable(engine: Engine, key: RecordKey, name: string): Deletable {
  const row = untyped(engine).record(key).get();
  if (row?.createdAt !== null) return { key, name, unsent: null };
  const fields = tables[key.table]?.fields ?? [];
  return { key, name, unsent: Object.fromEntries(fields.map((field) => [field, row[field] ?? null])) };
}

export function rememberDeletes(deleted: readonly Deletable[]): void {
  const at = Date.now();
  recentDeletes.set([...deleted.map((each) => ({ ...each, at })), ...recentDeletes.get()].slice(0, KEPT));
}

/** Restores deleted records, and adds those again that neither the server nor this device has any more. */
export async function restoreAll(engine: Engine, deleted: readonly Deletable[]): Promise<void> {
  forgetDeletes(deleted.map(({ key }) => key.id));
  const { repository } = untyped(engine);
  const known: RecordKey[] = [];
  for (const { key, unsent } of deleted) {
    if (unsent !== null && engine.getSyncStatus(key).kind === 'unknown')
      await repository.insert(key.scope, key.table, unsent, key.id);
    else known.push(key);
  }
  await repository.writeAll(known.map((key) => ({ op: 'restore', key })));
}

export function forgetDeletes(ids: readonly string[]): void {
  const gone = new Set(ids);
  recentDeletes.set(recentDeletes.get().filter(({ key }) => !gone.has(key.id)));
}

export async function deleteRecord(engine: Engine, key: RecordKey, name: string): Promise<void> {
  const before = deletable(engine, key, name);
  await engine.repository.delete(key);
  rememberDeletes([before]);
}

/** The id of the toast that offers to undo a deletion. */
export const deletedToast = (id: string): string => `deleted/${id}`;

export async function undoDelete(engine: Engine, key: RecordKey): Promise<void> {
  forgetStep(deletedToast(key.id));
  const known = recentDeletes.get().find((deletion) => deletion.key.id === key.id);
  await restoreAll(engine, [known ?? { key, name: '', unsent: null }]);
}
