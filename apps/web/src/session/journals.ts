import type { JournalReader, SyncEngine } from '@rockon/sync';

const journals = new WeakMap<SyncEngine, JournalReader>();

export function rememberJournal(engine: SyncEngine, journal: JournalReader): void {
  journals.set(engine, journal);
}

/** What an engine of this app wrote down. */
export function journalOf(engine: SyncEngine): JournalReader {
  const journal = journals.get(engine);
  if (journal === undefined) throw new Error('This engine was made without a journal');
  return journal;
}
