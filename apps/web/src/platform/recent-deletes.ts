import type { RecordKey, SyncEngine } from '@rockon/sync';
import { Store } from './store.ts';

interface Deletion {
  readonly key: RecordKey;
  readonly name: string;
  readonly at: number;
}

const KEPT = 20;

/** What was deleted on this device since the app was opened, newest first: Undo for longer than a toast lasts. */
export const recentDeletes = new Store<readonly Deletion[]>([]);

export async function deleteRecord(engine: SyncEngine, key: RecordKey, name: string): Promise<void> {
  await engine.repository.delete(key);
  recentDeletes.set([{ key, name, at: Date.now() }, ...recentDeletes.get()].slice(0, KEPT));
}

export async function undoDelete(engine: SyncEngine, key: RecordKey): Promise<void> {
  recentDeletes.set(recentDeletes.get().filter((deletion) => deletion.key.id !== key.id));
  await engine.repository.restore(key);
}
