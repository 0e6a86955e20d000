import pg from 'pg';

export interface RetentionOptions {
  /** Connection string of a superuser for the database. */
  readonly databaseUrl: string;
  readonly log: (line: string) => void;
}

export interface Retention {
  /** Resolves when nothing of it holds a connection any more. */
  stop(): Promise<void>;
}

const HOUR = 3_600_000;

/**
 * Prunes the log and purges old deleted rows, at start and every hour, as pg_cron does on a hosted project.
 * A failure is logged and retried an hour later; it neither stops the stack nor delays its start.
 */
export function startRetention({ databaseUrl, log }: RetentionOptions): Retention {
  let client: pg.Client | null = null;
  const run = async (): Promise<void> => {
    const connection = new pg.Client({ connectionString: databaseUrl, application_name: 'rockon retention' });
    // A lost connection also rejects the query; without a listener, the error event would end the process.
    connection.on('error', () => undefined);
    client = connection;
    try {
      await connection.connect();
      // pg_cron runs it with this role, so a missing right has to fail here too.
      await connection.query("set role postgres; set lock_timeout = '5s'");
      const { rows } = await connection.query<{ done: { changes: number; records: number } }>(
        'select private.prune() as done',
      );
      const { changes = 0, records = 0 } = rows[0]?.done ?? {};
      if (changes + records > 0) log(`Pruned ${changes} old changes and ${records} deleted records`);
    } catch (error) {
      log(`Pruning failed: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      client = null;
      await connection.end().catch(() => undefined);
    }
  };

  let running: Promise<void> = Promise.resolve();
  const next = (): void => {
    running = running.then(run);
  };
  next();
  const timer = setInterval(next, HOUR);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      // A stop does not wait for a long run: the database finishes it, or the next start repeats it.
      await client?.end().catch(() => undefined);
      await running;
    },
  };
}
