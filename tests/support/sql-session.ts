import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A person's id; or a call without a token, or with a signed token that names nobody. */
export type Caller = string | 'anonymous' | 'nobody';

/** The claims that the auth server signs into an access token, as far as SQL may look at them. */
function claims(user: Caller): Record<string, unknown> {
  if (user === 'anonymous') return { role: 'anon' };
  if (user === 'nobody') return { role: 'authenticated' };
  return { sub: user, role: 'authenticated', aud: 'authenticated', email: `${user}@example.test`, session_id: user };
}

export interface SqlFailure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly detail: string;
}

type Rows = readonly Record<string, unknown>[];

/** One connection of a test: as the superuser, or as a signed-in person the way PostgREST does it. */
export class Session {
  private constructor(readonly client: pg.Client) {}

  static async open(url: string): Promise<Session> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new Session(client);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  /** As the superuser, who is above every policy. */
  async admin<R extends pg.QueryResultRow = pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<R[]> {
    return (await this.client.query<R>(sql, values)).rows;
  }

  /** Begins what PostgREST begins for a request: a transaction with the role, the claims and the exposed schema. */
  async begin(user: Caller): Promise<void> {
    await this.client.query('begin');
    await this.become(user);
  }

  /** Makes the rest of the open transaction a person's. */
  async become(user: Caller): Promise<void> {
    const given = claims(user);
    await this.client.query(
      `select set_config('role', $1, true), set_config('request.jwt.claims', $2, true), set_config('search_path', 'public', true)`,
      [given.role, JSON.stringify(given)],
    );
  }

  /** One statement as a person, committed. */
  async as(user: Caller, sql: string, values: unknown[] = []): Promise<{ rows: Rows; count: number }> {
    await this.begin(user);
    try {
      const result = await this.client.query(sql, values);
      await this.client.query('commit');
      return { rows: result.rows as Rows, count: result.rowCount ?? 0 };
    } catch (error) {
      await this.client.query('rollback');
      throw error;
    }
  }

  /** Calls a function as a person, committed, as `POST /rest/v1/rpc/<name>` would. */
  async rpc<T = Answer>(user: Caller, name: string, request: unknown): Promise<T> {
    const { rows } = await this.as(user, `select public.${pg.escapeIdentifier(name)}(request => $1::jsonb) as answer`, [
      JSON.stringify(request),
    ]);
    return rows[0]?.answer as T;
  }

  /** The error of a call that must fail. */
  async refusal(user: Caller, name: string, request: unknown): Promise<SqlFailure> {
    try {
      await this.rpc(user, name, request);
    } catch (error) {
      const { code, message, hint, detail } = error as SqlFailure;
      return { code, message, hint: hint ?? '', detail: detail ?? '' };
    }
    throw new Error(`${name} was expected to refuse ${JSON.stringify(request).slice(0, 200)}`);
  }

  /** A new account, made as the auth server makes one. */
  async signUp(name: string): Promise<string> {
    const id = randomUUID();
    await this.admin(
      `insert into auth.users (id, aud, role, email, raw_user_meta_data, created_at, updated_at)
       values ($1, 'authenticated', 'authenticated', $2, jsonb_build_object('name', $3::text), now(), now())`,
      [id, `${id}@example.test`, name],
    );
    return id;
  }

  async band(owner: string, name = 'The Tests'): Promise<string> {
    return (await this.rpc<{ id: string }>(owner, 'create_band', { name })).id;
  }

  /** Makes a person a member through an invite, and gives them a role that invites cannot give. */
  async join(band: string, owner: string, person: string, role = 'member'): Promise<void> {
    const { code } = await this.rpc<{ code: string }>(owner, 'create_invite', { band, role: 'viewer' });
    await this.rpc(person, 'join_band', { code });
    if (role !== 'viewer') await this.rpc(owner, 'set_role', { band, user: person, role });
  }
}

/** JSON whose shape the test knows. */
export type Answer = { readonly [key: string]: unknown };

export interface Mutation {
  id: number;
  scope: string;
  table: string;
  record: string;
  op: 'insert' | 'update' | 'delete' | 'restore';
  base: number | null;
  set: Record<string, unknown>;
  was: Record<string, unknown>;
}

export interface Result {
  readonly id: number;
  readonly status: 'applied' | 'conflict' | 'rejected';
  readonly row: (Record<string, unknown> & { id: string; version: number }) | null;
  readonly version: number | null;
  readonly seq: number | null;
  readonly conflict?: readonly { id: string; path: string }[];
  readonly error?: { code: string; message: string; path: string | null };
}

/** A device: an id, a person and rising mutation numbers. */
export class Device {
  readonly id: string;
  private last = 0;

  constructor(
    private readonly session: Session,
    readonly person: string,
    readonly scope: string,
    id: string = randomUUID(),
  ) {
    this.id = id;
  }

  mutation(op: Mutation['op'], record: string, rest: Partial<Mutation> = {}): Mutation {
    return {
      id: ++this.last,
      scope: this.scope,
      table: 'songs',
      record,
      op,
      base: op === 'insert' ? null : 1,
      set: {},
      was: {},
      ...rest,
    };
  }

  request(mutations: readonly unknown[], acked = 0): Record<string, unknown> {
    return { protocol: 1, client: this.id, acked, mutations };
  }

  async push(mutations: readonly unknown[], acked = 0): Promise<readonly Result[]> {
    const answer = await this.session.rpc<{ results: readonly Result[] }>(
      this.person,
      'sync_push',
      this.request(mutations, acked),
    );
    return answer.results;
  }

  /** One mutation, whose result must be there. */
  async send(op: Mutation['op'], record: string, rest: Partial<Mutation> = {}): Promise<Result> {
    const [result] = await this.push([this.mutation(op, record, rest)]);
    if (!result) throw new Error('a push of one mutation answered with no result');
    return result;
  }

  async insert(set: Record<string, unknown> = { title: 'Song' }, table = 'songs'): Promise<string> {
    const id = randomUUID();
    const result = await this.send('insert', id, { table, set });
    if (result.status !== 'applied') throw new Error(`not inserted: ${JSON.stringify(result)}`);
    return id;
  }

  refusal(mutations: readonly unknown[], acked = 0): Promise<SqlFailure> {
    return this.session.refusal(this.person, 'sync_push', this.request(mutations, acked));
  }
}
