import { SqlLine } from './sql-line.ts';

/** The tables that a backup holds, except accounts. */
const KEPT = `
  select format('%I.%I', schemaname, tablename) as name, tablename from pg_tables
   where schemaname in ('public', 'sync') and tablename not in ('entities', 'announcements')
   order by 1`;

/** A database with our migrations, prepared for scenarios: backup, restore and planted bugs. */
export class SimDatabase {
  private constructor(
    readonly line: SqlLine,
    private readonly tables: readonly { readonly name: string; readonly tablename: string }[],
  ) {}

  static async open(url: string): Promise<SimDatabase> {
    const line = await SqlLine.open(url);
    await line.admin(`
      set role postgres;
      create table public.sim_songs (
        id      uuid primary key,
        band_id uuid not null references public.bands on delete cascade,
        title   text not null,
        key     text,
        items   jsonb not null default '{}',
        constraint sim_songs_title_check check (title ~ '\\S')
      );
      select sync.register_entity('sim_songs', '{band_id}',
        writable   => '{"title": "A title is needed.", "key": "The key is a text.", "items": "Items are a map."}',
        operations => '{insert,update,delete,restore}',
        maps       => '{items}');
      reset role;
      -- Ids that the server makes itself: the same in every run.
      create schema sim;
      grant usage on schema sim to postgres;
      create sequence sim.ids;
      create function sim.next_id() returns uuid language sql as
        $$ select ('00000000-0000-4000-d000-' || lpad(to_hex(nextval('sim.ids')), 12, '0'))::uuid $$;
      grant usage on sequence sim.ids to postgres;
      alter table public.conflicts alter column id set default sim.next_id();
      alter table public.memberships alter column id set default sim.next_id()`);
    const tables = await line.admin<{ name: string; tablename: string }>(KEPT);
    await line.admin(tables.map(({ name, tablename }) => `create table sim.${tablename} (like ${name})`).join(';'));
    return new SimDatabase(line, tables);
  }

  /** Empties every table, as after the migrations. */
  async clear(): Promise<void> {
    const names = this.tables.map(({ name }) => name).join(', ');
    await this.#timeMachine(`truncate ${names}; delete from auth.users; delete from realtime.messages`);
    await this.line.admin('alter sequence sim.ids restart');
  }

  async backup(): Promise<void> {
    await this.line.admin(
      this.tables
        .map(
          ({ name, tablename }) => `delete from sim.${tablename}; insert into sim.${tablename} select * from ${name}`,
        )
        .join(';'),
    );
  }

  /** Restores the backup, then does what an operator has to do after a restore. */
  async restore(): Promise<void> {
    await this.#timeMachine(
      this.tables
        .map(({ name, tablename }) => `delete from ${name}; insert into ${name} select * from sim.${tablename}`)
        .join(';'),
    );
    await this.line.admin('select private.new_log_epoch()');
  }

  /** Runs `body` with a piece of one of our functions replaced. */
  async withChangedFunction<T>(
    change: { readonly of: string; readonly piece: string; readonly becomes: string },
    body: () => Promise<T>,
  ): Promise<T> {
    const [found] = await this.line.admin<{ right: string }>(
      `select pg_get_functiondef('${change.of}'::regprocedure) as right`,
    );
    const right = found?.right ?? '';
    if (!right.includes(change.piece)) throw new Error(`${change.of} has no "${change.piece}" any more`);
    await this.line.admin(right.replace(change.piece, () => change.becomes));
    try {
      return await body();
    } finally {
      await this.line.admin(right);
    }
  }

  /** Without triggers and foreign keys, like a restore. */
  async #timeMachine(sql: string): Promise<void> {
    await this.line.admin(`begin; set local session_replication_role = replica; ${sql}; commit`);
  }
}
