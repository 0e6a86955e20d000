import type pg from 'pg';

export interface JanitorOptions {
  readonly auth: pg.Pool;
  readonly realtime: pg.Pool;
  readonly log: (line: string) => void;
}

/** Background work of a hosted project: creates tomorrow's partitions, deletes expired tokens. */
export async function janitor({ auth, realtime, log }: JanitorOptions): Promise<void> {
  const tasks = [
    realtime.query('select realtime.local_maintain_partitions()'),
    auth.query(`delete from auth.refresh_tokens where revoked and updated_at < now() - interval '24 hours'`),
    auth.query(`delete from auth.one_time_tokens where created_at < (now() at time zone 'utc') - interval '24 hours'`),
  ];
  for (const outcome of await Promise.allSettled(tasks)) {
    if (outcome.status === 'rejected') log(`Tidying failed: ${String(outcome.reason)}`);
  }
}
