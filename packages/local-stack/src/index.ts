/** A Supabase project in one process: Postgres, auth, REST, Realtime and the app, for development and tests. */
export type { Limits } from './limits.ts';
export { OUR_SCHEMA } from './postgres/adopt.ts';
export { type Catalog, readCatalog } from './postgres/catalog.ts';
export { fingerprints, readMigrations } from './postgres/migrations.ts';
export { type PrepareOptions, prepareDatabase, type Secrets } from './postgres/prepare.ts';
export { schemaFile } from './postgres/schema-file.ts';
export { type PostgresOptions, type PostgresServer, startPostgres } from './postgres/server.ts';
export { type Stack, type StackOptions, startStack } from './stack.ts';
