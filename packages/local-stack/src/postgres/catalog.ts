import type pg from 'pg';

/** Every object that migrations created: "function private.fail(…)" -> definition, owner and rights. */
export type Catalog = Readonly<Record<string, string>>;

export interface CatalogScope {
  readonly schemas: readonly string[];
  /** Tables whose rows are written by migrations and so belong to the schema. They need a column `name`. */
  readonly rows: readonly string[];
}

/** Access rights as text in a stable order. Default rights read like the same rights granted explicitly. */
const rights = (acl: string): string =>
  `(select string_agg(concat_ws(' ', case when item.grantee = 0 then 'public' else item.grantee::regrole::text end,
                                item.privilege_type, item.is_grantable), ', ' order by item.grantee::regrole::text, item.privilege_type)
      from aclexplode(${acl}) item
     -- Postgres 16 does not have it.
     where item.privilege_type <> 'MAINTAIN')`;
const rightsOr = (acl: string, kind: string, owner: string): string =>
  rights(`coalesce(${acl}, acldefault('${kind}', ${owner}))`);

/** $1 is the list of schemas. Includes policies and triggers that migrations created on tables of other schemas. */
const OBJECTS = `
  with ours as (select oid, nspname, nspowner, nspacl from pg_namespace where nspname = any ($1)),
  relations as (select c.*, n.nspname from pg_class c join ours n on n.oid = c.relnamespace)
  select 'schema ' || nspname as name, concat_ws(E'\\n', nspowner::regrole, ${rightsOr('nspacl', 'n', 'nspowner')}) as definition
    from ours
  union all
  select 'default rights of ' || d.defaclrole::regrole || ' for ' || d.defaclobjtype::text || ' in ' || coalesce(n.nspname, 'every schema'),
         ${rights('d.defaclacl')}
    from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace
   where n.oid is null or n.nspname = any ($1)
  union all
  select 'function ' || o.identity,
         concat_ws(E'\\n', pg_get_functiondef(p.oid), p.proowner::regrole, ${rightsOr('p.proacl', 'f', 'p.proowner')})
    from pg_proc p join ours n on n.oid = p.pronamespace, pg_identify_object('pg_proc'::regclass, p.oid, 0) o
   where p.prokind in ('f', 'p')
     and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  union all
  select case r.relkind::text when 'c' then 'type ' else 'table ' end || format('%I.%I', r.nspname, r.relname),
         concat_ws(E'\\n', r.relkind, r.relpersistence, r.relrowsecurity, r.relforcerowsecurity, r.relreplident, r.reloptions,
                   r.relowner::regrole, case when r.relkind <> 'c' then ${rightsOr('r.relacl', 'r', 'r.relowner')} end,
                   case when r.relkind in ('v', 'm') then pg_get_viewdef(r.oid) end)
    from relations r where r.relkind in ('r', 'p', 'v', 'm', 'S', 'f', 'c')
  union all
  select 'column ' || format('%I.%I.%I', r.nspname, r.relname, a.attname),
         concat_ws(E'\\n', a.attnum, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
                   a.attstorage, a.attcollation::regcollation, a.attoptions, a.attacl, pg_get_expr(d.adbin, d.adrelid))
    from relations r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
   where r.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
  union all
  -- Without "not null": Postgres 18 lists it here, older versions only with the column.
  select 'constraint ' || format('%I.%I.%I', r.nspname, r.relname, c.conname),
         concat_ws(E'\\n', c.contype, pg_get_constraintdef(c.oid), c.convalidated, c.condeferrable, c.condeferred)
    from pg_constraint c join relations r on r.oid = c.conrelid where c.contype <> 'n'
  union all
  select 'index ' || format('%I.%I', r.nspname, r.relname), concat_ws(E'\\n', pg_get_indexdef(i.indexrelid), i.indisvalid, r.reloptions)
    from pg_index i join relations r on r.oid = i.indexrelid
  union all
  select 'trigger ' || format('%s.%I', t.tgrelid::regclass, t.tgname), concat_ws(E'\\n', pg_get_triggerdef(t.oid), t.tgenabled)
    from pg_trigger t join pg_proc p on p.oid = t.tgfoid join ours n on n.oid = p.pronamespace
   where not t.tgisinternal
  union all
  select 'policy ' || format('%I.%I.%I', schemaname, tablename, policyname),
         concat_ws(E'\\n', permissive, roles, cmd, qual, with_check)
    from pg_policies where schemaname = any ($1) or schemaname in ('auth', 'realtime')
  union all
  select 'type ' || format('%I.%I', n.nspname, t.typname),
         concat_ws(E'\\n', t.typtype, format_type(t.typbasetype, t.typtypmod), t.typnotnull, t.typdefault, t.typowner::regrole,
                   (select string_agg(e.enumlabel, ' ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid))
    from pg_type t join ours n on n.oid = t.typnamespace where t.typtype in ('e', 'd', 'r')
  union all
  select 'publication ' || pubname || ' of ' || format('%I.%I', schemaname, tablename), concat_ws(E'\\n', attnames, rowfilter)
    from pg_publication_tables where schemaname = any ($1)
  union all
  select 'comment on ' || i.type || ' ' || i.identity, d.description
    from pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) i
   where i.schema = any ($1) and d.description is not null
     and not exists (select from pg_depend e where e.classid = d.classoid and e.objid = d.objoid and e.deptype in ('e', 'p'))`;

/**
 * Reads the catalog of some schemas: everything that a migration can define in them. Rows of other tables than
 * `scope.rows` are not part of it.
 */
export async function readCatalog(client: pg.ClientBase, scope: CatalogScope): Promise<Catalog> {
  // With an empty search path Postgres writes every name with its schema.
  const path = await client.query<{ before: string }>(
    "select current_setting('search_path') as before, set_config('search_path', '', false)",
  );
  try {
    const { rows } = await client.query<{ name: string; definition: string }>(OBJECTS, [scope.schemas]);
    const catalog = new Map(rows.map(({ name, definition }) => [name, definition]));
    for (const table of scope.rows) {
      const found = await client.query<{ name: string; row: string }>(
        `select t.name, to_jsonb(t)::text as row from ${table} t`,
      );
      for (const { name, row } of found.rows) catalog.set(`row ${table}.${name}`, row);
    }
    return Object.fromEntries([...catalog].sort(([a], [b]) => (a < b ? -1 : 1)));
  } finally {
    await client.query("select set_config('search_path', $1, false)", [path.rows[0]?.before]);
  }
}
