export type { ConnectionTrouble } from './connection.ts';
export { createDexieRepository, type DexieRepositoryOptions } from './dexie-repository.ts';
