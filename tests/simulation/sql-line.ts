import { SyncError, type SyncErrorKind } from '@rockon/sync';
import pg from 'pg';

const KINDS: Readonly<Record<string, SyncErrorKind>> = {
  PT401: 'auth',
  PT409: 'client-fork',
  PT410: 'upgrade-required',
  PT429: 'server-busy',
};

/**
 * One connection to the database. Calls run one after the other in the order of their arrival, so that a scenario is the same
 * in every run. Simulated time must not advance during a call.
 */
export class SqlLine {
  readonly complaints: string[] = [];
  #tail: Promise<unknown> = Promise.resolve();
  #open = 0;

  private constructor(private readonly client: pg.Client) {}

  static async open(url: string): Promise<SqlLine> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`set timezone = 'UTC'`);
    return new SqlLine(client);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  busy = (): boolean => this.#open > 0;

  async quiet(): Promise<void> {
    while (this.busy()) await this.#tail;
  }

  /** Runs `work` after all earlier work, and completes it before the next. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#open += 1;
    const run = this.#tail.then(work).finally(() => {
      this.#open -= 1;
    });
    this.#tail = run.catch(() => undefined);
    return run;
  }

  /** Runs one or more statements as the superuser and returns the rows of the last. */
  async admin<R>(sql: string): Promise<R[]> {
    const result = (await this.client.query(sql)) as unknown as pg.QueryResult | pg.QueryResult[];
    const last = Array.isArray(result) ? result.at(-1) : result;
    return (last?.rows ?? []) as R[];
  }

  /** Runs one statement as a signed-in person, in a transaction like PostgREST's. */
  async as<R>(user: string, statement: string): Promise<R[]> {
    const claims = { sub: user, role: 'authenticated', aud: 'authenticated', session_id: user };
    const literal = pg.escapeLiteral;
    try {
      const results = (await this.client.query(
        `begin; select set_config('role', 'authenticated', true), set_config('search_path', 'public', true),
         set_config('request.jwt.claims', ${literal(JSON.stringify(claims))}, true); ${statement}; commit`,
      )) as unknown as pg.QueryResult[];
      return (results.at(-2)?.rows ?? []) as R[];
    } catch (cause) {
      await this.client.query('rollback');
      throw this.#failure(cause);
    }
  }

  /** Calls a function as `POST /rest/v1/rpc/<name>` does. */
  async rpc<T>(user: string, name: string, request: unknown): Promise<T> {
    const argument = pg.escapeLiteral(JSON.stringify(request));
    const [row] = await this.as<{ answer: T }>(
      user,
      `select public.${pg.escapeIdentifier(name)}(request => ${argument}::jsonb) as answer`,
    );
    if (!row) throw new Error(`${name} gave no answer`);
    return row.answer;
  }

  /** Reports every error that our functions did not raise on purpose: a device would see "server busy". */
  #failure(cause: unknown): SyncError {
    const { code = '', message, hint = '' } = cause as { code?: string; message: string; hint?: string };
    if (/^PT4\d\d$/.test(code)) return new SyncError(KINDS[code] ?? 'rejected', message, { code: hint });
    this.complaints.push(`${code} ${message}`);
    return new SyncError('server-busy', message, { cause });
  }
}
