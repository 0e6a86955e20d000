import { prepareDatabase, startPostgres, startStack } from '@rockon/local-stack';

/** Starts a stack with its own database on a free port; call `stop` when the tests are done. */
export async function startTestStack(dataDir: string, migrationsDir: string) {
  const secrets = { jwtSecret: 'a secret for tests that is long enough', databasePassword: 'for tests only' };
  // fast: no fsync, so a crash of the machine may lose data.
  const postgres = await startPostgres({ dataDir, fast: true });
  await postgres.createDatabase('app');
  const databaseUrl = postgres.adminUrl('app');
  await prepareDatabase({ adminUrl: databaseUrl, migrationsDir, secrets });
  const stack = await startStack({ databaseUrl, migrationsDir, secrets });
  const stop = async () => {
    await stack.stop();
    await postgres.stop();
  };
  return { url: stack.url, key: 'sb_publishable_local', stop };
}
