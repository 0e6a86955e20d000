export type { ConnectionTrouble } from './connection.ts';
export { createDexieJournal, type DexieJournal, type DexieJournalOptions } from './dexie-journal.ts';
export { createDexieRepository, type DexieRepositoryOptions } from './dexie-repository.ts';
