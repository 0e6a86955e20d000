import type { SyncEngine } from '@rockon/sync';

/** Asks the browser to protect local data after the first edit. */
export function persistAfterFirstEdit(engine: Pick<SyncEngine, 'pending'>): () => void {
  const end = engine.pending.subscribe(() => {
    if (engine.pending.get().length === 0) return;
    end();
    // The sync center shows whether the browser agreed.
    void navigator.storage?.persist?.().catch(() => false);
  });
  return end;
}
