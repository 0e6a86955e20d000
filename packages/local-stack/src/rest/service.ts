import type pg from 'pg';
import { type ApiRequest, BodyTooLarge, type Handler, header, json, type Reply } from '../http/message.ts';
import type { Limits } from '../limits.ts';
import type { ApiKeys } from '../tokens/api-keys.ts';
import type { Claims, TokenService } from '../tokens/jwt.ts';
import { restCaller } from './caller.ts';
import { RestError, restError } from './errors.ts';
import { execute, RESPONSE_SETTINGS, type ResultRow, type Statement } from './execute.ts';
import { bodyCall, type Call, MAX_ROWS, queryCall } from './rpc.ts';
import type { SchemaCache } from './schema-cache.ts';
import { parseTableQuery, tableSql, withRange } from './table-query.ts';

export interface RestOptions {
  readonly pool: pg.Pool;
  readonly cache: SchemaCache;
  readonly tokens: TokenService;
  readonly keys: ApiKeys;
  readonly limits: Limits;
  readonly log: (line: string) => void;
}

const SINGLE = 'application/vnd.pgrst.object+json';

/** The part of PostgREST that calls functions and reads tables. All writes go through functions. */
export class RestService {
  readonly #options: RestOptions;

  constructor(options: RestOptions) {
    this.#options = options;
  }

  /** Answers a request below `/rest/v1`. */
  readonly handle: Handler = async (request) => {
    const refused = this.#options.keys.refuse(request);
    if (refused !== null) return refused;
    let anonymous = true;
    try {
      const claims = await restCaller(request, this.#options.tokens, this.#options.keys);
      anonymous = claims.role === 'anon';
      return await this.#route(request, claims);
    } catch (error) {
      if (error instanceof BodyTooLarge) {
        return new RestError(413, 'PGRST413', error.message, { hint: 'Send it in smaller parts.' }).reply();
      }
      const refusal = restError(error, anonymous);
      if (refusal.status >= 500) this.#options.log(`REST ${request.path} failed: ${refusal.code} ${messageOf(error)}`);
      return refusal.reply();
    }
  };

  async #route(request: ApiRequest, claims: Claims): Promise<Reply> {
    const profile = header(
      request.headers,
      request.method === 'GET' || request.method === 'HEAD' ? 'accept-profile' : 'content-profile',
    );
    if (profile !== undefined && profile !== 'public') {
      throw new RestError(406, 'PGRST106', 'The schema must be one of the following: public');
    }
    const [first = '', second, ...more] = segments(request.path);
    if (first === '') return json(200, { info: { title: 'RockOn local stack' }, paths: {} });
    if (more.length > 0 || (second !== undefined && first !== 'rpc')) {
      throw new RestError(404, 'PGRST125', 'Invalid path specified in request URL');
    }
    if (first === 'rpc' && second !== undefined) return this.#call(request, claims, second);
    if (request.method === 'GET' || request.method === 'HEAD') return this.#read(request, claims, first);
    return this.#refuseWrite(request, claims, first);
  }

  async #call(request: ApiRequest, claims: Claims, name: string): Promise<Reply> {
    const reading = request.method === 'GET' || request.method === 'HEAD';
    if (!reading && request.method !== 'POST') {
      throw new RestError(405, 'PGRST101', `Cannot use the ${request.method} method on RPC`, {
        headers: { allow: 'GET, HEAD, POST' },
      });
    }
    const single = wantsSingle(request);
    const { cache, limits } = this.#options;
    const call: Call = reading
      ? await queryCall(cache, name, request)
      : await bodyCall(cache, name, request, limits.restBodyBytes);
    const { fn, statement } = call;
    const row = await execute(this.#options.pool, cache, {
      claims,
      request,
      statement,
      readOnly: reading || !fn.volatile,
      settings: fn.timeout === null ? [] : [['statement_timeout', fn.timeout]],
      ...(single && fn.returnsSet ? { verify: exactlyOne } : {}),
    });
    const body = single && fn.returnsSet ? firstElement(row.body) : row.body;
    return shaped(row, { status: fn.returns === 'void' ? 204 : 200, body, contentRange: range(0, row), single });
  }

  async #read(request: ApiRequest, claims: Claims, table: string): Promise<Reply> {
    const single = wantsSingle(request);
    const counted = /(^|[ ,])count=exact($|[ ,])/.test(header(request.headers, 'prefer') ?? '');
    const query = withRange(parseTableQuery(request.query), header(request.headers, 'range'));
    const sql = tableSql(table, query, MAX_ROWS);
    const total = counted ? `(${sql.count})` : 'null';
    const statement: Statement = {
      text: `select coalesce(json_agg(t), '[]')::text as body, count(*) as rows, ${total} as total, ${RESPONSE_SETTINGS} from (${sql.page}) t`,
      values: sql.values,
    };
    const row = await execute(this.#options.pool, this.#options.cache, {
      claims,
      request,
      statement,
      readOnly: true,
      settings: [],
      ...(single ? { verify: exactlyOne } : {}),
    });
    if (row.total !== null && query.offset > 0 && query.offset >= Number(row.total)) {
      const details = `An offset of ${query.offset} was requested, but there are only ${row.total} rows.`;
      throw new RestError(416, 'PGRST103', 'Requested range not satisfiable', { details });
    }
    const partial = row.total !== null && Number(row.rows) < Number(row.total);
    const body = single ? firstElement(row.body) : row.body;
    return shaped(row, { status: partial ? 206 : 200, body, contentRange: range(query.offset, row), single });
  }

  /** Tables are read-only here. Without the table privilege the error is PostgREST's; with it, the error explains why. */
  async #refuseWrite(request: ApiRequest, claims: Claims, table: string): Promise<Reply> {
    const privilege = { POST: 'insert', PUT: 'insert', PATCH: 'update', DELETE: 'delete' }[request.method];
    if (privilege === undefined) throw new RestError(405, 'PGRST117', `Unsupported HTTP method: ${request.method}`);
    const statement: Statement = {
      text: `select has_table_privilege(format('public.%I', $1::text), $2)::text as body, 1 as rows, null as total, ${RESPONSE_SETTINGS}`,
      values: [table, privilege],
      name: 'table privilege',
    };
    const row = await execute(this.#options.pool, this.#options.cache, {
      claims,
      request,
      statement,
      readOnly: true,
      settings: [],
    });
    if (row.body !== 'true') {
      const anonymous = claims.role === 'anon';
      const headers = anonymous ? { 'www-authenticate': 'Bearer' } : {};
      throw new RestError(anonymous ? 401 : 403, '42501', `permission denied for table ${table}`, { headers });
    }
    throw new RestError(405, 'PGRST117', 'The local stack serves tables read-only', {
      hint: 'Write through a function.',
      headers: { allow: 'GET, HEAD' },
    });
  }
}

function segments(path: string): readonly string[] {
  try {
    return path.slice(1).split('/').map(decodeURIComponent);
  } catch {
    throw new RestError(404, 'PGRST125', 'Invalid path specified in request URL');
  }
}

/** Serves JSON only: as an array, or as the single object that `single()` requests. */
function wantsSingle(request: ApiRequest): boolean {
  const accept = header(request.headers, 'accept') ?? '*/*';
  const types = accept.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '');
  if (types.includes(SINGLE)) return true;
  if (types.some((type) => type === '*/*' || type === 'application/*' || type === 'application/json')) return false;
  if (types.includes('application/vnd.pgrst.array+json')) return false;
  throw new RestError(406, 'PGRST107', `None of these media types are available: ${accept.slice(0, 200)}`);
}

function exactlyOne(row: ResultRow): void {
  if (row.rows === '1') return;
  throw new RestError(406, 'PGRST116', 'JSON object requested, multiple (or no) rows returned', {
    details: `The result contains ${row.rows} rows`,
  });
}

/** `[x]` without its brackets; Postgres wrote the text, with exactly one element. */
function firstElement(body: string | null): string | null {
  return body === null ? null : body.trim().slice(1, -1);
}

function range(offset: number, row: ResultRow): string {
  const rows = Number(row.rows);
  return `${rows === 0 ? '*' : `${offset}-${offset + rows - 1}`}/${row.total ?? '*'}`;
}

function shaped(
  row: ResultRow,
  reply: { status: number; body: string | null; contentRange: string; single: boolean },
): Reply {
  const status = row.status === null ? reply.status : customStatus(row.status);
  const headers: Record<string, string> = { 'content-range': reply.contentRange, ...customHeaders(row.headers) };
  if (reply.status === 204) return { status, headers };
  const type = reply.single ? `${SINGLE}; charset=utf-8` : 'application/json; charset=utf-8';
  return { status, headers: { 'content-type': type, ...headers }, body: reply.body ?? 'null' };
}

function customStatus(text: string): number {
  const status = Number(text);
  if (Number.isInteger(status) && status >= 200 && status <= 599) return status;
  throw new RestError(500, 'PGRST112', 'response.status GUC must be a valid status code');
}

function customHeaders(text: string | null): Record<string, string> {
  if (text === null) return {};
  const refusal = new RestError(
    500,
    'PGRST111',
    'response.headers GUC must be a JSON array composed of objects with a single key and a string value',
  );
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list)) throw refusal;
    const entries = list.flatMap((item: unknown) => Object.entries(item as Record<string, unknown>));
    return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
  } catch {
    throw refusal;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
