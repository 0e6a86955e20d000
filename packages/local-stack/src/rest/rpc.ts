import { createHash } from 'node:crypto';
import { escapeIdentifier } from 'pg';
import type { ApiRequest } from '../http/message.ts';
import { header } from '../http/message.ts';
import { badRequest, RestError } from './errors.ts';
import { RESPONSE_SETTINGS, type Statement } from './execute.ts';
import type { DatabaseFunction, Parameter, SchemaCache } from './schema-cache.ts';

/** Maximum rows of a result set, as on hosted projects. */
export const MAX_ROWS = 1_000;

/** Query parameters that are not arguments. */
const RESERVED = new Set(['select', 'order', 'limit', 'offset', 'columns', 'on_conflict', 'and', 'or', 'apikey']);

export interface Call {
  readonly fn: DatabaseFunction;
  readonly statement: Statement;
}

/** Finds the function for a POST with a JSON object, and builds the statement that calls it. */
export async function bodyCall(cache: SchemaCache, name: string, request: ApiRequest, limit: number): Promise<Call> {
  refuseReserved(request.query);
  const type = header(request.headers, 'content-type')?.split(';')[0]?.trim().toLowerCase() ?? 'application/json';
  if (type !== 'application/json') throw new RestError(400, 'PGRST102', `Content-Type not acceptable: ${type}`);
  const text = (await request.body(limit)).toString('utf8');
  const names = argumentNames(text);
  const fn = choose(name, await cache.functions(name), names, ' or with a single unnamed json/jsonb parameter');
  return { fn, statement: fromJson(fn, names, text) };
}

/** The same for GET: arguments are query parameters, and each is a JSON text. */
export async function queryCall(cache: SchemaCache, name: string, request: ApiRequest): Promise<Call> {
  refuseReserved(request.query);
  const entries = [...request.query].filter(([key]) => !RESERVED.has(key));
  const names = [...new Set(entries.map(([key]) => key))];
  const fn = choose(name, await cache.functions(name), names, '');
  return { fn, statement: fromJson(fn, names, JSON.stringify(Object.fromEntries(entries))) };
}

function refuseReserved(query: URLSearchParams): void {
  const shaping = [...query.keys()].find((key) => RESERVED.has(key) && key !== 'apikey');
  if (shaping === undefined) return;
  throw badRequest(`The local stack does not apply "${shaping}" to the result of a function`);
}

function argumentNames(text: string): readonly string[] {
  if (text.trim() === '') return [];
  const refusal = new RestError(400, 'PGRST102', 'Empty or invalid json');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refusal;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal;
  return Object.keys(value);
}

/** Picks the overload by its argument names; parameters with defaults may be missing. */
function choose(
  name: string,
  candidates: readonly DatabaseFunction[],
  names: readonly string[],
  alternative: string,
): DatabaseFunction {
  const matching = candidates.filter(
    (fn) =>
      names.every((given) => fn.parameters.some((parameter) => parameter.name === given)) &&
      fn.parameters.every(
        (parameter) => parameter.optional || (parameter.name !== '' && names.includes(parameter.name)),
      ),
  );
  const [fn] = matching;
  if (matching.length === 1 && fn !== undefined) return fn;
  if (matching.length > 1) throw ambiguous(matching);
  throw notFound(name, names, alternative);
}

function ambiguous(candidates: readonly DatabaseFunction[]): RestError {
  const signature = (fn: DatabaseFunction) =>
    `public.${fn.name}(${fn.parameters.map((parameter) => `${parameter.name} => ${parameter.type}`).join(', ')})`;
  return new RestError(
    300,
    'PGRST203',
    `Could not choose the best candidate function between: ${candidates.map(signature).join(', ')}`,
    {
      hint: 'Try renaming the parameters or the function itself in the database so function overloading can be resolved',
    },
  );
}

/** `alternative` names what else PostgREST would have tried, in its wording. */
function notFound(name: string, names: readonly string[], alternative: string): RestError {
  const sorted = names.toSorted();
  const wanted =
    sorted.length === 0 ? 'without parameters' : `with parameter${sorted.length > 1 ? 's' : ''} ${sorted.join(', ')}`;
  const called = sorted.length === 0 ? ' without parameters' : `(${sorted.join(', ')})`;
  return new RestError(404, 'PGRST202', `Could not find the function public.${name}${called} in the schema cache`, {
    details: `Searched for the function public.${name} ${wanted}${alternative}, but no matches were found in the schema cache.`,
  });
}

/** Passes arguments through `json_to_record`, which converts JSON to each type as PostgREST does. */
function fromJson(fn: DatabaseFunction, names: readonly string[], text: string): Statement {
  const given = fn.parameters.filter((parameter) => names.includes(parameter.name));
  const columns = given.map((parameter) => `${escapeIdentifier(parameter.name)} ${parameter.type}`);
  const args = given.map((parameter) => argument(parameter, `a.${escapeIdentifier(parameter.name)}`));
  const source = given.length === 0 ? '' : `json_to_record($1::json) as a(${columns.join(', ')})`;
  const sql = select(fn, args, source);
  return { text: sql, values: given.length === 0 ? [] : [text], name: preparedName(sql) };
}

function argument(parameter: Parameter, value: string): string {
  return `${parameter.variadic ? 'variadic ' : ''}${escapeIdentifier(parameter.name)} => ${value}`;
}

/** `rows` is the number of rows in the body; a single value counts as one row even if it is null. */
function select(fn: DatabaseFunction, args: readonly string[], source: string): string {
  const call = `public.${escapeIdentifier(fn.name)}(${args.join(', ')})`;
  const from = source === '' ? '' : ` from ${source}`;
  // In FROM, a function with one column returns that column; in a subquery it returns a row.
  const rows = `${source === '' ? '' : `${source}, lateral `}(select * from ${call}) v`;
  const results = fn.returns === 'composite' ? `select v as r from ${rows}` : `select ${call} as r${from}`;
  if (fn.returnsSet) {
    return `select coalesce(json_agg(t.r), '[]')::text as body, count(*) as rows, null as total, ${RESPONSE_SETTINGS} from (${results} limit ${MAX_ROWS}) t`;
  }
  const body = fn.returns === 'void' ? `t.r::text` : `coalesce(to_json(t.r), 'null')::text`;
  return `select ${body} as body, 1 as rows, null as total, ${RESPONSE_SETTINGS} from (${results} limit ${MAX_ROWS}) t`;
}

/** Hashes the SQL, so that a changed function gets a new statement. Postgres truncates names to 63 bytes. */
function preparedName(sql: string): string {
  return `rpc ${createHash('sha1').update(sql).digest('base64url')}`;
}
