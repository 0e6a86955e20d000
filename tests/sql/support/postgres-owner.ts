/**
 * A process that owns a Postgres until it is killed. Says on its output, as one line of JSON, where the server is.
 * Argument: the data folder.
 */
import { startPostgres } from '@rockon/local-stack';

const [dataDir] = process.argv.slice(2);
if (!dataDir) throw new Error('which data folder?');
const server = await startPostgres({ dataDir, fast: true });
process.stdout.write(`${JSON.stringify({ pid: server.pid, url: server.adminUrl('postgres') })}\n`);
setInterval(() => undefined, 60_000);
