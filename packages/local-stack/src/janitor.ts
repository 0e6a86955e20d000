import type pg from 'pg';

export interface JanitorOptions {
  readonly auth: pg.Pool;
  readonly realtime: pg.Pool;
  readonly log: (line: string) => void;
}

/** What a hosted project does in the background: makes tomorrow's partitions, forgets tokens that nobody can use. */
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
