import pg from 'pg';
import { pushRequests } from './seed.ts';

/** A database session of a signed-in person: measures what a call costs the server, without HTTP. */
export class SqlSession {
  private constructor(
    private readonly client: pg.Client,
    private readonly claims: string,
  ) {}

  static async open(databaseUrl: string, userId: string): Promise<SqlSession> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    return new SqlSession(client, JSON.stringify({ sub: userId, role: 'authenticated' }));
  }

  close(): Promise<void> {
    return this.client.end();
  }

  /** Pushes new songs in calls of 500. Returns milliseconds for all calls, commits included. */
  async push(band: string, count: number): Promise<number> {
    let spent = 0;
    for (const request of pushRequests(band, count)) spent += (await this.#call('sync_push', request)).spent;
    return spent;
  }

  /** Pulls the newest changes of a band. Returns milliseconds. */
  async pull(band: string, count: number): Promise<number> {
    const { rows } = await this.client.query('select seq, epoch from sync.scopes where id = $1', [band]);
    const cursors = { [band]: { seq: Number(rows[0].seq) - count, epoch: rows[0].epoch } };
    const { answer, spent } = await this.#call('sync_pull', { protocol: 1, cursors, limit: count });
    const pulled = answer.scopes[band].changes.length;
    if (pulled !== count) throw new Error(`${pulled} changes were pulled instead of ${count}`);
    return spent;
  }

  /** Pulls with an up-to-date cursor, as every idle device does. Returns milliseconds. */
  async pullNothing(band: string): Promise<number> {
    const { rows } = await this.client.query('select seq, epoch from sync.scopes where id = $1', [band]);
    const cursors = { [band]: { seq: Number(rows[0].seq), epoch: rows[0].epoch } };
    return (await this.#call('sync_pull', { protocol: 1, cursors, limit: 1_000 })).spent;
  }

  async #call(name: string, request: unknown) {
    await this.client.query('begin');
    await this.client.query(
      "select set_config('role', 'authenticated', true), set_config('request.jwt.claims', $1, true)",
      [this.claims],
    );
    const body = JSON.stringify(request);
    const from = performance.now();
    const { rows } = await this.client.query(`select public.${name}($1::jsonb) as answer`, [body]);
    await this.client.query('commit');
    return { answer: rows[0].answer, spent: performance.now() - from };
  }
}
