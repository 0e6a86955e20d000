import pg from 'pg';

export interface MaintenanceOptions {
  /** Connection string of a superuser for the database. */
  readonly databaseUrl: string;
  readonly auth: pg.Pool;
  readonly realtime: pg.Pool;
  readonly log: (line: string) => void;
}

export interface Maintenance {
  /** Resolves when the first cleanup of partitions and tokens is done, successful or not. */
  readonly ready: Promise<void>;
  /** Resolves when no task holds a connection any more. */
  stop(): Promise<void>;
}

const HOUR = 3_600_000;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Creates tomorrow's realtime partitions and deletes tokens that nobody can use any more. */
async function cleanUp({ auth, realtime, log }: MaintenanceOptions): Promise<void> {
  const tasks = [
    realtime.query('select realtime.local_maintain_partitions()'),
    auth.query(`delete from auth.refresh_tokens where revoked and updated_at < now() - interval '24 hours'`),
    auth.query(`delete from auth.one_time_tokens where created_at < (now() at time zone 'utc') - interval '24 hours'`),
  ];
  for (const outcome of await Promise.allSettled(tasks)) {
    if (outcome.status === 'rejected') log(`Cleanup failed: ${reasonOf(outcome.reason)}`);
  }
}

/** Shortens the change log and purges records that were deleted long ago. */
class Pruning {
  readonly #options: MaintenanceOptions;
  #client: pg.Client | null = null;

  constructor(options: MaintenanceOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { databaseUrl, log } = this.#options;
    const client = new pg.Client({ connectionString: databaseUrl, application_name: 'rockon maintenance' });
    // A connection that is cut off also rejects its query; without a listener the event would end the process.
    client.on('error', () => undefined);
    this.#client = client;
    try {
      await client.connect();
      // The role that pg_cron uses on a hosted project: what it may not do there must fail here too.
      await client.query("set role postgres; set lock_timeout = '5s'");
      const { rows } = await client.query<{ done: { changes: number; records: number } }>(
        'select private.prune() as done',
      );
      const { changes = 0, records = 0 } = rows[0]?.done ?? {};
      if (changes + records > 0) log(`Pruned ${changes} old changes and ${records} deleted records`);
    } catch (error) {
      log(`Pruning failed: ${reasonOf(error)}`);
    } finally {
      this.#client = null;
      await client.end().catch(() => undefined);
    }
  }

  /** Ends the connection of a run in progress; the next start prunes again. */
  async cancel(): Promise<void> {
    await this.#client?.end().catch(() => undefined);
  }
}

/**
 * What a hosted project does in the background, at once and then every hour. A failed task is logged and tried again an
 * hour later; it never stops the stack or delays its start.
 */
export function startMaintenance(options: MaintenanceOptions): Maintenance {
  const pruning = new Pruning(options);
  const ready = cleanUp(options);
  let running: Promise<unknown> = Promise.all([ready, pruning.run()]);
  const timer = setInterval(() => {
    running = running.then(() => Promise.all([cleanUp(options), pruning.run()]));
  }, HOUR);
  timer.unref();
  return {
    ready,
    async stop() {
      clearInterval(timer);
      await pruning.cancel();
      await running;
    },
  };
}
