import type pg from 'pg';
import type { ApiRequest } from '../http/message.ts';
import type { Claims } from '../tokens/jwt.ts';
import type { SchemaCache, Setting } from './schema-cache.ts';

/** One statement that answers a request: it selects `body` (JSON text), `total`, and what the function asked HTTP for. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Prepared under this name; absent for shapes that the caller chooses, of which there is no end. */
  readonly name?: string;
}

export interface ResultRow {
  readonly body: string | null;
  /** Rows in the body. */
  readonly rows: string;
  /** Rows there are, if they were counted. */
  readonly total: string | null;
  readonly status: string | null;
  readonly headers: string | null;
}

/** The columns every statement ends with: read after the function has run, so they hold what it set. */
export const RESPONSE_SETTINGS = `nullif(current_setting('response.status', true), '') as status,
  nullif(current_setting('response.headers', true), '') as headers`;

export interface Execution {
  readonly claims: Claims;
  readonly request: ApiRequest;
  readonly readOnly: boolean;
  readonly statement: Statement;
  /** Of the called function; stronger than the role's. */
  readonly settings: readonly Setting[];
  /** Throws to roll back, although the statement succeeded. */
  readonly verify?: (row: ResultRow) => void;
}

/**
 * Runs the statement as PostgREST does: one READ COMMITTED transaction as the caller's role, with the claims and the
 * request where policies and functions look for them.
 *
 * Begin, settings, statement and commit leave in one packet. Should a step fail, the transaction is aborted and
 * Postgres refuses the rest, so nothing ever runs with another role than the caller's.
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
  // In order of sending: the first to fail is the cause, the others only report an aborted transaction.
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
    // Last: the settings above are still made with the gateway's own rights.
    ['role', claims.role],
  ];
  const calls = all.map((_, i) => `set_config($${i * 2 + 1}, $${i * 2 + 2}, true)`);
  return { name: `settings ${all.length}`, text: `select ${calls.join(', ')}`, values: all.flat() };
}

/** Without what proves who is calling: functions have the claims, and credentials belong in no setting or log. */
function visibleHeaders(request: ApiRequest): Record<string, unknown> {
  const { authorization: _, apikey: __, cookie: ___, ...visible } = request.headers;
  return visible;
}
