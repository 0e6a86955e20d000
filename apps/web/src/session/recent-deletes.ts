import { Store } from '../lib/store.ts';
import type { Engine, RecordKey } from './engine.ts';
import { forgetStep } from './undo-stack.ts';

interface Deletion {
  readonly key: RecordKey;
  readonly name: string;
  readonly at: number;
}

const KEPT = 500;

/**
 * Records that the person deleted on this device since the app was opened, newest first. They can be restored after the
 * toast is gone, and are the trash while offline.
 */
export const recentDeletes = new Store<readonly Deletion[]>([]);

export function rememberDeletes(deleted: readonly { readonly key: RecordKey; readonly name: string }[]): void {
  const at = Date.now();
  const known = deleted.map(({ key, name }) => ({ key, name, at }));
  recentDeletes.set([...known, ...recentDeletes.get()].slice(0, KEPT));
}

export function forgetDeletes(ids: readonly string[]): void {
  const gone = new Set(ids);
  recentDeletes.set(recentDeletes.get().filter(({ key }) => !gone.has(key.id)));
}

export async function deleteRecord(engine: Engine, key: RecordKey, name: string): Promise<void> {
  await engine.repository.delete(key);
  rememberDeletes([{ key, name }]);
}

/** The id of the toast that offers to undo a deletion. */
export const deletedToast = (id: string): string => `deleted/${id}`;

export async function undoDelete(engine: Engine, key: RecordKey): Promise<void> {
  forgetStep(deletedToast(key.id));
  forgetDeletes([key.id]);
  await engine.repository.restore(key);
}
