import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { readMigrations } from '../postgres/migrations.ts';
import { prepareDatabase } from '../postgres/prepare.ts';
import { schemaFile } from '../postgres/schema-file.ts';
import { startPostgres } from '../postgres/server.ts';

// `npm run schema`: writes supabase/schema.sql from a temporary database with all migrations.
const supabase = fileURLToPath(new URL('../../../../supabase/', import.meta.url));
const migrationsDir = join(supabase, 'migrations');
const dataDir = await mkdtemp(join(tmpdir(), 'rockon-schema-'));
const server = await startPostgres({ dataDir, fast: true });
try {
  await server.createDatabase('schema');
  const secret = randomBytes(32).toString('hex');
  await prepareDatabase({
    adminUrl: server.adminUrl('schema'),
    migrationsDir,
    secrets: { jwtSecret: secret, databasePassword: secret },
  });
  const client = new pg.Client({ connectionString: server.adminUrl('schema') });
  await client.connect();
  await writeFile(join(supabase, 'schema.sql'), await schemaFile(client, await readMigrations(migrationsDir)));
  await client.end();
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
