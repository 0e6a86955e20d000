// Runs in its own process: the local stack, serving the bench page instead of the app.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareDatabase, startPostgres, startStack } from '@rockon/local-stack';

const [webRoot] = process.argv.slice(2);
if (!webRoot || !process.send) throw new Error('Started by bench/bench-harness.ts');

const secrets = { jwtSecret: 'bench-only-secret-that-is-long-enough-to-sign', databasePassword: 'bench-only' };
const migrationsDir = fileURLToPath(new URL('../supabase/migrations', import.meta.url));
const dataDir = await mkdtemp(join(tmpdir(), 'rockon-bench-'));
// As root, Postgres runs under another account, which needs to pass through this folder to its own.
await chmod(dataDir, 0o711);
// With fsync, as in use: the cost of a commit is part of the measurement.
const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres') });
await postgres.createDatabase('rockon');
const databaseUrl = postgres.adminUrl('rockon');
await prepareDatabase({ adminUrl: databaseUrl, migrationsDir, secrets });
const stack = await startStack({ databaseUrl, migrationsDir, webRoot, secrets });
process.send({ url: stack.url, databaseUrl });

process.once('disconnect', async () => {
  await stack.stop();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
  process.exit(0);
});
