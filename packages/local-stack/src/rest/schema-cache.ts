import type pg from 'pg';

export interface Parameter {
  readonly name: string;
  /** As written in SQL, with the schema where needed. */
  readonly type: string;
  readonly optional: boolean;
  readonly variadic: boolean;
}

export interface DatabaseFunction {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** Stable and immutable functions run in read-only transactions and can be called with GET. */
  readonly volatile: boolean;
  readonly returns: 'void' | 'scalar' | 'composite';
  readonly returnsSet: boolean;
  /** The function's own `set statement_timeout`, which overrides the role's. */
  readonly timeout: string | null;
}

interface FunctionRow {
  name: string;
  volatile: boolean;
  returns: DatabaseFunction['returns'];
  returns_set: boolean;
  timeout: string | null;
  parameters: Parameter[];
}

/** Input parameters only: the names and types of OUT and TABLE columns follow them in the catalog. */
const FUNCTIONS = `
  select p.proname as name, p.provolatile = 'v' as volatile, p.proretset as returns_set,
         case when t.typname = 'void' then 'void'
              when t.typtype = 'c' or p.proargmodes && '{t,o,b}'::"char"[] then 'composite'
              else 'scalar' end as returns,
         (select substr(c, length('statement_timeout=') + 1) from unnest(p.proconfig) c
           where c like 'statement_timeout=%') as timeout,
         coalesce((select jsonb_agg(jsonb_build_object(
                     'name', coalesce(p.proargnames[a.position], ''),
                     'type', pg_catalog.format_type(a.type, null),
                     'optional', a.nth > p.pronargs - p.pronargdefaults,
                     'variadic', a.mode = 'v') order by a.position)
                   from (select i.type, i.position, i.mode, row_number() over (order by i.position) as nth
                           from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[]),
                                       coalesce(p.proargmodes, array_fill('i'::"char", array[p.pronargs::int])))
                                with ordinality as i(type, mode, position)
                          where i.mode in ('i', 'b', 'v')) a), '[]') as parameters
  from pg_catalog.pg_proc p join pg_catalog.pg_type t on t.oid = p.prorettype
  where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and t.typname <> 'trigger'`;

const ROLE_SETTINGS = `
  select r.rolname as role, split_part(s, '=', 1) as name, substr(s, strpos(s, '=') + 1) as value
  from pg_catalog.pg_db_role_setting d
  join pg_catalog.pg_roles r on r.oid = d.setrole, unnest(d.setconfig) s
  join pg_catalog.pg_settings p on p.name = split_part(s, '=', 1) and p.context = 'user'
  where d.setdatabase in (0, (select oid from pg_catalog.pg_database where datname = current_database()))
  order by d.setdatabase`;

export type Setting = readonly [name: string, value: string];

interface Snapshot {
  readonly functions: ReadonlyMap<string, readonly DatabaseFunction[]>;
  readonly roleSettings: ReadonlyMap<string, readonly Setting[]>;
}

/** A miss reloads the catalog in case a migration has just run; limited, because guessed names would trigger it too. */
const RELOAD_AFTER_MISS_MS = 250;

/**
 * Callable functions and role settings from the catalog. Loaded on first use, and again after a DDL notification or a
 * miss.
 */
export class SchemaCache {
  readonly #pool: pg.Pool;
  #loading: Promise<Snapshot> | null = null;
  #loadedAt = 0;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Clears the cache; the next call loads it again. */
  invalidate(): void {
    this.#loading = null;
  }

  async functions(name: string): Promise<readonly DatabaseFunction[]> {
    const known = (await this.#snapshot()).functions.get(name);
    if (known !== undefined) return known;
    if (Date.now() - this.#loadedAt < RELOAD_AFTER_MISS_MS) return [];
    this.invalidate();
    return (await this.#snapshot()).functions.get(name) ?? [];
  }

  /** Settings of the role (`alter role … set`), which `set role` inside a transaction does not apply. */
  async roleSettings(role: string): Promise<readonly Setting[]> {
    return (await this.#snapshot()).roleSettings.get(role) ?? [];
  }

  #snapshot(): Promise<Snapshot> {
    if (this.#loading !== null) return this.#loading;
    const loading = this.#load();
    this.#loading = loading;
    loading.catch(() => {
      if (this.#loading === loading) this.#loading = null;
    });
    return loading;
  }

  async #load(): Promise<Snapshot> {
    const [functions, settings] = await Promise.all([
      this.#pool.query<FunctionRow>(FUNCTIONS),
      this.#pool.query<{ role: string; name: string; value: string }>(ROLE_SETTINGS),
    ]);
    this.#loadedAt = Date.now();
    const byName = new Map<string, DatabaseFunction[]>();
    for (const { returns_set, ...row } of functions.rows) append(byName, row.name, { ...row, returnsSet: returns_set });
    const byRole = new Map<string, Setting[]>();
    for (const { role, name, value } of settings.rows) append(byRole, role, [name, value]);
    return { functions: byName, roleSettings: byRole };
  }
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
