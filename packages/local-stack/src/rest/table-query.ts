import { escapeIdentifier } from 'pg';
import { badRequest, RestError } from './errors.ts';

/** A parsed query string for reading a table. */
export interface TableQuery {
  readonly columns: readonly { readonly column: string; readonly alias: string | null }[];
  readonly filters: readonly Filter[];
  readonly order: readonly Order[];
  readonly limit: number | null;
  readonly offset: number;
}

export interface Filter {
  readonly column: string;
  readonly negated: boolean;
  readonly operator: Operator;
  readonly value: string;
}

export interface Order {
  readonly column: string;
  readonly descending: boolean;
  readonly nulls: 'first' | 'last' | null;
}

const OPERATORS = { eq: '=', neq: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=', in: 'in', is: 'is' } as const;
type Operator = keyof typeof OPERATORS;

const IS_VALUES: Readonly<Record<string, string>> = {
  null: 'is null',
  not_null: 'is not null',
  true: 'is true',
  false: 'is false',
  unknown: 'is unknown',
};

const COLUMN = /^[\p{L}_][\p{L}\p{N}_$ -]*$/u;

export function parseTableQuery(query: URLSearchParams): TableQuery {
  const filters: Filter[] = [];
  for (const [key, value] of query) {
    if (key === 'select' || key === 'order' || key === 'limit' || key === 'offset' || key === 'apikey') continue;
    if (key === 'and' || key === 'or' || key.startsWith('not.'))
      throw badRequest(`The local stack has no "${key}" filter`);
    filters.push(parseFilter(column(key), value));
  }
  return {
    columns: parseSelect(query.get('select') ?? '*'),
    filters,
    order: parseOrder(query.get('order') ?? ''),
    limit: count(query.get('limit'), 'limit'),
    offset: count(query.get('offset'), 'offset') ?? 0,
  };
}

/** Applies a `Range: from-to` header; the narrower of header and parameters wins. */
export function withRange(query: TableQuery, range: string | undefined): TableQuery {
  const match = range === undefined ? null : /^(?:items=)?(\d+)-(\d*)$/.exec(range.trim());
  if (match === null) return query;
  const from = Number(match[1]);
  const to = match[2] === '' || match[2] === undefined ? null : Number(match[2]);
  if (to !== null && to < from) {
    const details = 'The lower boundary must be lower than or equal to the upper boundary in the Range header.';
    throw new RestError(416, 'PGRST103', 'Requested range not satisfiable', { details });
  }
  const length = to === null ? null : to - from + 1;
  const limit = length === null ? query.limit : Math.min(length, query.limit ?? length);
  return { ...query, limit, offset: Math.max(query.offset, from) };
}

function parseSelect(text: string): TableQuery['columns'] {
  if (text.trim() === '') return [{ column: '*', alias: null }];
  return text.split(',').map((part) => {
    const item = part.trim();
    if (item === '*') return { column: '*', alias: null };
    if (/[()>]|::/.test(item))
      throw badRequest('The local stack selects plain columns only', `near "${item.slice(0, 60)}"`);
    const [first = '', second] = item.split(':');
    return second === undefined
      ? { column: column(first), alias: null }
      : { column: column(second), alias: column(first) };
  });
}

function parseFilter(name: string, text: string): Filter {
  const negated = text.startsWith('not.');
  const rest = negated ? text.slice(4) : text;
  const dot = rest.indexOf('.');
  const operator = dot === -1 ? '' : rest.slice(0, dot);
  if (!isOperator(operator)) {
    throw badRequest(
      `"failed to parse filter (${text.slice(0, 60)})" (line 1, column 1)`,
      `no filter is called "${operator}"`,
    );
  }
  return { column: name, negated, operator, value: rest.slice(dot + 1) };
}

function isOperator(text: string): text is Operator {
  return Object.hasOwn(OPERATORS, text);
}

function parseOrder(text: string): readonly Order[] {
  if (text === '') return [];
  return text.split(',').map((part) => {
    const [name = '', ...words] = part.trim().split('.');
    const order = { column: column(name), descending: false, nulls: null as Order['nulls'] };
    for (const word of words) {
      if (word === 'desc') order.descending = true;
      else if (word === 'nullsfirst') order.nulls = 'first';
      else if (word === 'nullslast') order.nulls = 'last';
      else if (word !== 'asc') throw badRequest(`"failed to parse order (${text.slice(0, 60)})" (line 1, column 1)`);
    }
    return order;
  });
}

function count(text: string | null, name: string): number | null {
  if (text === null) return null;
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`${name} must be a whole number`);
  return Number(text);
}

function column(text: string): string {
  const name = text.trim();
  if (!COLUMN.test(name))
    throw badRequest('The local stack knows plain column names only', `near "${name.slice(0, 60)}"`);
  return name;
}

export interface TableSql {
  /** Selects the page of rows. */
  readonly page: string;
  /** Counts all matching rows. */
  readonly count: string;
  readonly values: readonly string[];
}

export function tableSql(table: string, query: TableQuery, maxRows: number): TableSql {
  const values: string[] = [];
  const param = (value: string): string => `$${values.push(value)}`;
  const source = `public.${escapeIdentifier(table)}`;
  const conditions = query.filters.map((filter) => condition(source, filter, param));
  const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
  const columns = query.columns.map(({ column: name, alias }) =>
    name === '*'
      ? `${source}.*`
      : `${reference(source, name)}${alias === null ? '' : ` as ${escapeIdentifier(alias)}`}`,
  );
  const order = query.order.map(
    (o) => `${reference(source, o.column)}${o.descending ? ' desc' : ''}${o.nulls === null ? '' : ` nulls ${o.nulls}`}`,
  );
  const by = order.length === 0 ? '' : ` order by ${order.join(', ')}`;
  const limit = Math.min(query.limit ?? maxRows, maxRows);
  return {
    page: `select ${columns.join(', ')} from ${source}${where}${by} limit ${limit} offset ${query.offset}`,
    count: `select count(*) from ${source}${where}`,
    values,
  };
}

function condition(source: string, filter: Filter, param: (value: string) => string): string {
  const left = reference(source, filter.column);
  const not = filter.negated ? 'not ' : '';
  if (filter.operator === 'is') {
    const test = IS_VALUES[filter.value.toLowerCase()];
    if (test === undefined)
      throw badRequest(`"failed to parse filter (is.${filter.value.slice(0, 60)})" (line 1, column 1)`);
    return `${not}(${left} ${test})`;
  }
  if (filter.operator === 'in') return `${not}(${left} = any(${param(arrayLiteral(parseList(filter.value)))}))`;
  return `${not}(${left} ${OPERATORS[filter.operator]} ${param(filter.value)})`;
}

function reference(source: string, name: string): string {
  return `${source}.${escapeIdentifier(name)}`;
}

/** Parses `(a,"b,c",d)`: quotes escape commas and parentheses, a backslash escapes a quote. */
export function parseList(text: string): readonly string[] {
  if (!text.startsWith('(') || !text.endsWith(')')) {
    throw badRequest(`"failed to parse filter (in.${text.slice(0, 60)})" (line 1, column 1)`);
  }
  const inner = text.slice(1, -1);
  if (inner === '') return [];
  const items: string[] = [];
  let rest = inner;
  for (;;) {
    const match = /^(?:"((?:[^"\\]|\\.)*)"|((?!")[^,]*))(,|$)/su.exec(rest);
    if (match === null) throw badRequest(`"failed to parse filter (in.${text.slice(0, 60)})" (line 1, column 1)`);
    items.push(match[1] === undefined ? (match[2] ?? '') : match[1].replace(/\\(.)/gsu, '$1'));
    if (match[3] !== ',') return items;
    rest = rest.slice(match[0].length);
  }
}

/** A Postgres array literal, with every element quoted so that it works for any type. */
function arrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}
