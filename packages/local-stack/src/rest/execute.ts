import type pg from 'pg';
import type { ApiRequest } from '../http/message.ts';
import type { Claims } from '../tokens/jwt.ts';
import type { SchemaCache, Setting } from './schema-cache.ts';

/** The statement for a request. It selects `body` (JSON text), `total`, and the function's response status and headers. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Name of the prepared statement; absent where callers choose the shape, because there would be too many. */
  readonly name?: string;
}

export interface ResultRow {
  readonly body: string | null;
  /** Rows in the body. */
  readonly rows: string;
  /** All matching rows, if a count was requested. */
  readonly total: string | null;
  readonly status: string | null;
  readonly headers: string | null;
}

/** The last columns of every statement: evaluated after the function, so that they hold the settings it made. */
export const RESPONSE_SETTINGS = `nullif(current_setting('response.status', true), '') as status,
  nullif(current_setting('response.headers', true), '') as headers`;

export interface Execution {
  readonly claims: Claims;
  readonly request: ApiRequest;
  readonly readOnly: boolean;
  readonly statement: Statement;
  /** Settings of the called function; they override the role's. */
  readonly settings: readonly Setting[];
  /** Throws to roll back although the statement succeeded. */
  readonly verify?: (row: ResultRow) => void;
}

/**
 * Runs the statement as PostgREST does: in one READ COMMITTED transaction with the caller's role, and with claims and
 * request in the settings that policies and functions read.
 *
 * Begin, settings, statement and commit are sent in one packet. When a step fails, Postgres aborts the transaction and
 * rejects the rest, so nothing ever runs under another role than the caller's.
 */
export async function execute(pool: pg.Pool, cache: SchemaCache, execution: Execution): Promise<ResultRow> {
  const settings = await settingsOf(cache, execution);
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const begun = client.query(execution.readOnly ? 'begin read only' : 'begin');
    const configured = client.query(settings);
    const { name, text, values } = execution.statement;
    const selected = client.query<ResultRow>({ text, values: [...values], ...(name === undefined ? {} : { name }) });
    const { verify } = execution;
    if (verify === undefined) return await finish(client, [begun, configured], selected);
    await Promise.all([begun, configured, selected]);
    const row = onlyRow(await selected);
    verify(row);
    await client.query('commit');
    return row;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function finish(
  client: pg.PoolClient,
  before: readonly Promise<unknown>[],
  selected: Promise<pg.QueryResult<ResultRow>>,
): Promise<ResultRow> {
  const committed = client.query('commit');
  // Checked in the order of sending: the first error is the cause, later ones only report the aborted transaction.
  const outcomes = await Promise.allSettled([...before, selected, committed]);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return onlyRow(await selected);
}

function onlyRow(result: pg.QueryResult<ResultRow>): ResultRow {
  const [row] = result.rows;
  if (row === undefined) throw new Error('the statement selected no row');
  return row;
}

async function settingsOf(cache: SchemaCache, { claims, request, settings }: Execution): Promise<pg.QueryConfig> {
  const all: Setting[] = [
    ['search_path', '"public", "extensions"'],
    ['request.jwt.claims', JSON.stringify(claims)],
    ['request.method', request.method],
    ['request.path', request.path],
    ['request.headers', JSON.stringify(visibleHeaders(request))],
    ...(await cache.roleSettings(claims.role)),
    ...settings,
    // The role comes last, because setting the others needs the gateway's own rights.
    ['role', claims.role],
  ];
  const calls = all.map((_, i) => `set_config($${i * 2 + 1}, $${i * 2 + 2}, true)`);
  return { name: `settings ${all.length}`, text: `select ${calls.join(', ')}`, values: all.flat() };
}

/** Headers without credentials: functions have the claims, and credentials must not end up in settings or logs. */
function visibleHeaders(request: ApiRequest): Record<string, unknown> {
  const { authorization: _, apikey: __, cookie: ___, ...visible } = request.headers;
  return visible;
}
