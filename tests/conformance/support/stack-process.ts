/**
 * The stack in its own process, so that a test can kill it. Arguments: the database's superuser URL and the port (0 for
 * any). Sends its URL to the parent process.
 */
import { startStack } from '@rockon/local-stack';
import { migrationsDir, testSecrets } from '../../support/postgres.ts';

const [databaseUrl, port] = process.argv.slice(2);
if (!databaseUrl || !process.send) throw new Error('Started by support/killable.ts');
const generous = { burst: 10_000, everyMs: 1 };
const stack = await startStack({
  databaseUrl,
  migrationsDir,
  secrets: testSecrets,
  port: Number(port),
  limits: { passwordCost: 4, tokenRate: generous, accountRate: generous },
});
process.send({ url: stack.url });
process.once('disconnect', () => process.exit(0));
