import type { Change, Row } from '@rockon/sync';
import { BAND, userName } from './names.ts';
import type { Announcement, SimServer } from './server.ts';
import type { SimDatabase } from './sql-database.ts';
import type { SqlLine } from './sql-line.ts';
import { changeFromWire, mutationToWire, rowFromWire } from './sql-wire.ts';

type Answer<Name extends 'push' | 'pull' | 'snapshot'> = Awaited<ReturnType<SimServer[Name]>>;
type Told = { readonly topic: string; readonly event: string; readonly payload: unknown };

/** The SQL functions, called with the rights of each person. */
export class SqlSimServer implements SimServer {
  readonly #line: SqlLine;
  readonly #listeners = new Set<(announcement: Announcement) => void>();
  readonly #purged = new Set<string>();
  #log: Change[] = [];
  #epoch = '';
  #owner = '';
  #atBackup: number | null = null;

  constructor(private readonly database: SimDatabase) {
    this.#line = database.line;
    this.#line.complaints.length = 0;
  }

  get complaints(): readonly string[] {
    return this.#line.complaints;
  }

  busy = (): boolean => this.#line.busy();
  quiet = (): Promise<void> => this.#line.quiet();

  begin(users: readonly string[]): Promise<void> {
    return this.#line.inTurn(async () => {
      const [owner = '', ...others] = users;
      this.#owner = owner;
      await this.database.clear();
      for (const user of users)
        await this.#line.admin(
          `insert into auth.users (id, aud, role, email, raw_user_meta_data, created_at, updated_at) values
             ('${user}', 'authenticated', 'authenticated', '${userName(user)}@example.test', '{"name": "${userName(user)}"}', now(), now())`,
        );
      await this.#line.rpc(owner, 'create_band', { name: 'The Simulated', id: BAND });
      for (const user of others) await this.#join(user);
      await this.#follow();
    });
  }

  push: SimServer['push'] = (user, request) =>
    this.#line.inTurn(async () => {
      const wire = { ...request, mutations: request.mutations.map(mutationToWire) };
      try {
        const answer = await this.#line.rpc<Answer<'push'>>(user, 'sync_push', wire);
        return { ...answer, results: answer.results.map((result) => ({ ...result, row: rowFromWire(result.row) })) };
      } finally {
        await this.#follow();
      }
    });

  pull: SimServer['pull'] = (user, request) =>
    this.#line.inTurn(async () => {
      const answer = await this.#line.rpc<Answer<'pull'>>(user, 'sync_pull', request);
      const scopes = Object.entries(answer.scopes).map(
        ([id, scope]) => [id, { ...scope, changes: scope.changes.map(changeFromWire) }] as const,
      );
      return { ...answer, scopes: Object.fromEntries(scopes) };
    });

  snapshot: SimServer['snapshot'] = (user, request) =>
    this.#line.inTurn(async () => {
      const answer = await this.#line.rpc<Answer<'snapshot'>>(user, 'sync_snapshot', request);
      return { ...answer, rows: answer.rows.map((row) => rowFromWire<Row>(row)) };
    });

  mayHear(user: string, topic: string): Promise<boolean> {
    return this.#line.inTurn(async () => {
      const [row] = await this.#line.as<{ may: boolean }>(user, `select private.may_join('${topic}') as may`);
      return row?.may ?? false;
    });
  }

  onAnnouncement(listener: (announcement: Announcement) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  join(user: string): Promise<void> {
    return this.#changing(() => this.#join(user));
  }

  remove(user: string): Promise<void> {
    return this.#changing(() => this.#line.rpc(this.#owner, 'remove_member', { band: BAND, user }));
  }

  setRole(user: string, role: 'member' | 'viewer'): Promise<void> {
    return this.#changing(() => this.#line.rpc(this.#owner, 'set_role', { band: BAND, user, role }));
  }

  prune(keep: number): Promise<void> {
    return this.#changing(async () => {
      await this.#line.admin(`select private.prune('0', ${keep}, '0'), private.trim_results('0')`);
      const left = await this.#line.admin<{ id: string }>(
        'select id from public.songs union select id from public.sim_songs',
      );
      const there = new Set(left.map(({ id }) => id));
      for (const change of this.#log) if (change.row?.deletedAt && !there.has(change.id)) this.#purged.add(change.id);
    });
  }

  backup(): Promise<void> {
    return this.#line.inTurn(async () => {
      await this.database.backup();
      this.#atBackup = this.#log.length;
    });
  }

  restore(): Promise<void> {
    return this.#line.inTurn(async () => {
      if (this.#atBackup === null) return;
      await this.database.restore();
      this.#log = this.#log.slice(0, this.#atBackup);
      this.#epoch = '';
      await this.#follow();
    });
  }

  log = (): readonly Change[] => this.#log;
  epoch = (): string => this.#epoch;
  purged = (record: string): boolean => this.#purged.has(record);

  rows(table: string): Promise<readonly Row[]> {
    return this.#line.inTurn(async () => {
      const rows = await this.#line.as<{ row: unknown }>(
        this.#owner,
        `set local timezone = 'UTC'; select to_jsonb(t) - 'path_versions' as row from public.${table} t where band_id = '${BAND}'`,
      );
      return rows.map(({ row }) => rowFromWire<Row>(row));
    });
  }

  #changing(work: () => Promise<unknown>): Promise<void> {
    return this.#line.inTurn(async () => {
      await work();
      await this.#follow();
    });
  }

  async #join(user: string): Promise<void> {
    const { code } = await this.#line.rpc<{ code: string }>(this.#owner, 'create_invite', {
      band: BAND,
      role: 'member',
    });
    await this.#line.rpc(user, 'join_band', { code });
  }

  /** Reads what the last call added to the log, and delivers its broadcasts. */
  async #follow(): Promise<void> {
    const [news] = await this.#line.admin<{ epoch: string; changes: unknown[]; told: Told[] }>(`
      with told as (delete from realtime.messages where extension = 'broadcast' returning topic, event, payload)
      select (select epoch from sync.scopes where id = '${BAND}') as epoch,
             (select coalesce(json_agg(private.change_json(c) order by c.seq), '[]') from sync.changes c
               where c.scope_id = '${BAND}' and c.seq > ${this.#log.at(-1)?.seq ?? 0}) as changes,
             (select coalesce(json_agg(told order by topic), '[]') from told) as told`);
    if (!news) return;
    this.#epoch = news.epoch;
    this.#log.push(...news.changes.map(changeFromWire));
    for (const announcement of news.told.map(announcementFromWire))
      for (const listener of [...this.#listeners]) listener(announcement);
  }
}

function announcementFromWire({ topic, event, payload }: Told): Announcement {
  if (event === 'head') return { topic, head: payload as NonNullable<Announcement['head']> };
  const message = payload as { readonly scope: string; readonly epoch: string; readonly changes: readonly unknown[] };
  return { topic, changes: { ...message, changes: message.changes.map(changeFromWire) } };
}
