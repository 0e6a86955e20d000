import { SyncError } from '../protocol/errors.ts';
import type { Json } from '../protocol/json.ts';
import type {
  Change,
  Digest,
  PullRequest,
  PullResponse,
  ScopePull,
  SnapshotRequest,
  SnapshotResponse,
} from '../protocol/pull.ts';
import type { Mutation, MutationResult, PathValues, PushRequest, PushResponse } from '../protocol/push.ts';
import type { Row } from '../protocol/row.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';

interface ModelScope {
  readonly id: string;
  epoch: string;
  topicEpoch: number;
  /** Changes with a seq up to this one are pruned. */
  pruned: number;
  log: Change[];
  members: Set<string>;
  viewers: Set<string>;
}

interface PathChange {
  readonly version: number;
  readonly client: string | null;
  readonly by: string | null;
  readonly at: string;
}

interface Stored {
  row: Row;
  /** Path -> all of its changes, oldest first. */
  paths: Map<string, readonly PathChange[]>;
}

interface ModelClient {
  readonly user: string;
  acked: number;
  readonly results: Map<number, { content: string; result: MutationResult }>;
}

export interface ModelBackup {
  readonly scopes: readonly ModelScope[];
  readonly rows: Map<string, Stored>;
  readonly clients: Map<string, ModelClient>;
}

export type ModelAnnouncement = {
  readonly scope: string;
  readonly epoch: string;
  readonly topic: string;
  readonly changes: readonly Change[];
};

/**
 * A model of the server in plain maps: one ordered log per scope, mutations applied at most once, conflicts by path.
 * Written from the protocol's description; shares no code with the client's core.
 */
export class ModelServer {
  #scopes = new Map<string, ModelScope>();
  #rows = new Map<string, Stored>();
  #clients = new Map<string, ModelClient>();
  #epochs = 1;
  readonly #listeners = new Set<(announcement: ModelAnnouncement) => void>();
  #ticks = 0;
  #ids = 0;

  constructor(
    private readonly tables: {
      readonly user: readonly string[];
      readonly scope: readonly string[];
      /** Fields with last-write-wins, by table. */
      readonly lastWriteWins?: Readonly<Record<string, readonly string[]>>;
    },
  ) {}

  addUser(user: string): void {
    this.#scope(user).members.add(user);
  }

  /** Creates a scope with its memberships, as an online-only action does: the server itself writes the rows. */
  addScope(id: string, users: readonly string[]): void {
    this.#scope(id);
    for (const user of users) this.join(id, user);
  }

  join(id: string, user: string): void {
    const scope = this.#scope(id);
    scope.members.add(user);
    this.#writeMembership(id, user, null);
  }

  remove(id: string, user: string): void {
    const scope = this.#scope(id);
    scope.members.delete(user);
    scope.topicEpoch += 1;
    this.#writeMembership(id, user, this.#now());
  }

  makeViewer(id: string, user: string, viewer = true): void {
    const { viewers } = this.#scope(id);
    if (viewer) viewers.add(user);
    else viewers.delete(user);
  }

  /** Deletes the log up to now. */
  prune(id: string): void {
    const scope = this.#scope(id);
    scope.pruned = this.#head(scope);
  }

  /** Restores a backup: later changes and results are gone, and the log has a new epoch. */
  restore(backup: ModelBackup): void {
    const { scopes, rows, clients } = structuredClone(backup);
    this.#epochs += 1;
    this.#rows = rows;
    this.#clients = clients;
    this.#scopes = new Map(scopes.map((scope) => [scope.id, { ...scope, epoch: `epoch-${this.#epochs}` }]));
  }

  backup(): ModelBackup {
    return structuredClone({ scopes: [...this.#scopes.values()], rows: this.#rows, clients: this.#clients });
  }

  rows(scope: string, table: string): Row[] {
    const prefix = `${scope}/${table}/`;
    return [...this.#rows].filter(([key]) => key.startsWith(prefix)).map(([, stored]) => stored.row);
  }

  log(scope: string): readonly Change[] {
    return this.#scope(scope).log;
  }

  onAnnouncement(listener: (announcement: ModelAnnouncement) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  mayHear(user: string, topic: string): boolean {
    return [...this.#scopes.values()].some((scope) => scope.members.has(user) && topicOf(scope) === topic);
  }

  push(user: string, request: PushRequest): PushResponse {
    this.#checkProtocol(request.protocol);
    const client: ModelClient = this.#clients.get(request.client) ?? { user, acked: 0, results: new Map() };
    if (client.user !== user) throw new SyncError('client-fork', 'This client id belongs to somebody else.');
    this.#clients.set(request.client, client);
    client.acked = Math.max(client.acked, request.acked);
    for (const id of [...client.results.keys()]) if (id <= client.acked) client.results.delete(id);
    const before = new Map([...this.#scopes.values()].map((scope) => [scope.id, this.#head(scope)]));
    const results = request.mutations.map((mutation) => {
      const content = JSON.stringify(mutation);
      const known = client.results.get(mutation.id);
      if ((known && known.content !== content) || (!known && mutation.id <= client.acked))
        throw new SyncError('client-fork', 'This device was copied.');
      const result = known?.result ?? this.#applyOne(user, request.client, mutation);
      client.results.set(mutation.id, { content, result });
      return result;
    });
    for (const scope of this.#scopes.values()) this.#announce(scope, before.get(scope.id) ?? 0);
    const epochs = Object.fromEntries([...this.#scopes].map(([id, scope]) => [id, scope.epoch]));
    return structuredClone({ protocol: PROTOCOL_VERSION, user, results, epochs });
  }

  pull(user: string, request: PullRequest): PullResponse {
    this.#checkProtocol(request.protocol);
    const scopes: Record<string, ScopePull> = {};
    for (const [id, cursor] of Object.entries(request.cursors)) {
      const scope = this.#scopes.get(id);
      if (!scope?.members.has(user)) {
        scopes[id] = { status: 'forbidden', changes: [], seq: 0, head: 0, epoch: '', topic: '', more: false };
        continue;
      }
      const head = this.#head(scope);
      const place = { head, epoch: scope.epoch, topic: topicOf(scope) };
      if (!cursor || cursor.epoch !== scope.epoch || cursor.seq > head || cursor.seq < scope.pruned) {
        scopes[id] = { status: 'snapshot', changes: [], seq: head, more: false, ...place };
        continue;
      }
      const changes = scope.log.slice(cursor.seq, cursor.seq + request.limit);
      const seq = changes.at(-1)?.seq ?? cursor.seq;
      const digest = request.digest && seq === head ? this.#digest(id, id === user) : null;
      scopes[id] = { status: 'ok', changes, seq, more: seq < head, ...place, digest };
    }
    return structuredClone({ protocol: PROTOCOL_VERSION, user, now: this.#now(), scopes });
  }

  snapshot(user: string, request: SnapshotRequest): SnapshotResponse {
    this.#checkProtocol(request.protocol);
    const scope = this.#scopes.get(request.scope);
    if (!scope?.members.has(user)) throw new SyncError('rejected', 'Not yours.', { code: 'forbidden' });
    const live = this.rows(request.scope, request.table)
      .filter((row) => !row.deletedAt && (request.after === null || row.id > request.after))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const rows = live.slice(0, request.limit);
    const { scope: id, table } = request;
    const place = { seq: this.#head(scope), epoch: scope.epoch, more: rows.length < live.length };
    return structuredClone({ protocol: PROTOCOL_VERSION, user, scope: id, table, rows, ...place });
  }

  #digest(scope: string, own: boolean): Digest {
    const tables = own ? this.tables.user : this.tables.scope;
    return Object.fromEntries(
      tables.map((table) => {
        const live = this.rows(scope, table).filter((row) => !row.deletedAt);
        return [table, { count: live.length, versions: live.reduce((sum, row) => sum + row.version, 0) }];
      }),
    );
  }

  #applyOne(user: string, client: string, mutation: Mutation): MutationResult {
    const { id, table } = mutation;
    const scope = this.#scopes.get(mutation.scope);
    const refuse = (code: string, message: string): MutationResult => {
      const row = scope?.members.has(user) ? (this.#stored(mutation)?.row ?? null) : null;
      return {
        id,
        status: 'rejected',
        row,
        version: row?.version ?? null,
        seq: null,
        error: { code, message, path: null },
      };
    };
    const ownTables = mutation.scope === user ? this.tables.user : this.tables.scope;
    if (!scope?.members.has(user) || scope.viewers.has(user)) return refuse('forbidden', 'You cannot change this.');
    if (!ownTables.includes(table)) return refuse('unknown_table', 'There is no such table.');
    if (mutation.set.title === '') return refuse('invalid', 'A title is needed.');
    const stored = this.#stored(mutation);
    if (mutation.base === null && mutation.op !== 'insert') return refuse('invalid', 'On which version?');
    if (!stored && mutation.op !== 'insert') return refuse('not_found', 'There is no such record.');
    const conflicting = stored ? this.#conflicts(stored, mutation, client) : [];
    const set = Object.fromEntries(Object.entries(mutation.set).filter(([path]) => !conflicting.includes(path)));
    const kept = conflicting.includes('*') ? {} : set;
    const seq = conflicting.includes('*') ? null : this.#write(scope, mutation, kept, user, client);
    for (const path of conflicting) this.#writeConflict(scope, mutation, path, user, client);
    const row = this.#stored(mutation)?.row ?? null;
    const status = conflicting.length > 0 ? 'conflict' : 'applied';
    return { id, status, row, version: row?.version ?? null, seq };
  }

  /**
   * The paths that another device changed since the version that the person saw; `*` for deleting or restoring the
   * record.
   */
  #conflicts(stored: Stored, mutation: Mutation, client: string): string[] {
    const { row, paths } = stored;
    const base = mutation.base ?? 0;
    const differs = (path: string) => JSON.stringify(read(row, path)) !== JSON.stringify(mutation.set[path] ?? null);
    const foreign = (path: string) =>
      (paths.get(path) ?? []).some((change) => change.version > base && change.client !== client);
    // An update must neither bring a deleted record back nor lose what was typed, whoever deleted it.
    if (mutation.op === 'update' && row.deletedAt) return Object.keys(mutation.set).some(differs) ? ['*'] : [];
    if (mutation.op === 'delete') return [...paths.keys()].some(foreign) && !row.deletedAt ? ['*'] : [];
    if (mutation.op !== 'update') return [];
    const names = this.tables.lastWriteWins?.[mutation.table] ?? [];
    const wins = (path: string) => names.includes(path) || names.includes(path.replace(/^([^/]+)\/[^/]+\//, '$1/*/'));
    return Object.keys(mutation.set).filter((path) => {
      if (wins(path) || !differs(path)) return false;
      const near = [...paths.keys()].filter(
        (other) => other === path || (other.startsWith(`${path}/`) && !wins(other)) || path.startsWith(`${other}/`),
      );
      // A property of a missing item cannot be set and must not be lost either, unless the device itself removed the
      // item.
      const [field = '', item, prop] = path.split('/');
      const gone = prop !== undefined && read(row, `${field}/${item}`) === null;
      if (gone && paths.get(`${field}/${item}`)?.at(-1)?.client !== client) return true;
      return near.some(foreign) || this.#unseenAfterRestore(stored, mutation, { path, near, base, client });
    });
  }

  /**
   * Value differs from `was` although `base` is current, and no later change of the same device explains it: `base` is of
   * the log before a restore.
   */
  #unseenAfterRestore(
    { row, paths }: Stored,
    { table, was }: Mutation,
    at: { readonly path: string; readonly near: readonly string[]; readonly base: number; readonly client: string },
  ): boolean {
    const { path, near, base, client } = at;
    const seen = was[path];
    const [field, item, prop] = path.split('/');
    const isMap = item === undefined && [...paths.keys()].some((other) => other.startsWith(`${path}/`));
    // An item's place in the order may change without a conflict.
    const unasked = prop === undefined ? (this.tables.lastWriteWins?.[table] ?? []) : [];
    const names = unasked.filter((name) => name.startsWith(`${field}/*/`)).map((name) => name.split('/')[2] ?? '');
    if (seen === undefined || isMap || spelled(seen, names) === spelled(read(row, path), names)) return false;
    const changes = near.flatMap((other) => paths.get(other) ?? []);
    const known = changes.length > 0 ? changes : [...paths.values()].flat().filter(({ version }) => version === 1);
    const newest = known.reduce<PathChange | null>((a, b) => (a && a.version >= b.version ? a : b), null);
    return newest !== null && newest.version <= base && newest.client !== client;
  }

  #write(
    scope: ModelScope,
    mutation: Mutation,
    set: PathValues,
    user: string | null,
    client: string | null,
  ): number | null {
    const stored = this.#stored(mutation);
    const deletedAt =
      mutation.op === 'delete' ? (stored?.row.deletedAt ?? this.#now()) : mutation.op === 'restore' ? null : undefined;
    const before: Record<string, Json> = { ...stored?.row };
    const changed = Object.keys(set).filter(
      (path) =>
        JSON.stringify(read(before, path)) !== JSON.stringify(read(write(before, path, set[path] ?? null), path)),
    );
    const lives = deletedAt !== undefined && deletedAt !== (stored?.row.deletedAt ?? null);
    if (stored && changed.length === 0 && !lives) return null;
    const at = this.#now();
    const version = (stored?.row.version ?? 0) + 1;
    let next: Record<string, Json> = { ...(stored?.row ?? { createdBy: user, createdAt: at, deletedAt: null }) };
    for (const path of changed) next = write(next, path, set[path] ?? null);
    const system = { id: mutation.record, version, updatedBy: user, updatedAt: at, updatedClient: client };
    const row = { ...next, ...system, ...(deletedAt === undefined ? {} : { deletedAt }) } as unknown as Row;
    const paths = new Map(stored?.paths);
    for (const path of lives ? [...changed, 'deletedAt'] : changed)
      paths.set(path, [...(paths.get(path) ?? []), { version, client, by: user, at }]);
    this.#rows.set(`${scope.id}/${mutation.table}/${mutation.record}`, { row, paths });
    const seq = this.#head(scope) + 1;
    const op = stored && mutation.op === 'insert' ? 'update' : mutation.op;
    const by = { by: user, client, mutation: client ? mutation.id : null, at };
    scope.log.push({ seq, table: mutation.table, id: mutation.record, op, version, row, paths: changed, ...by });
    return seq;
  }

  #writeConflict(scope: ModelScope, mutation: Mutation, path: string, user: string, client: string): void {
    const theirs = this.#stored(mutation);
    const last = theirs?.paths.get(path)?.at(-1);
    const set: PathValues = {
      recordTable: mutation.table,
      recordId: mutation.record,
      path,
      base: mutation.was[path] ?? null,
      // The conflict is about the whole record: keep everything that the person typed.
      mine: path === '*' ? { op: mutation.op, set: mutation.set } : (mutation.set[path] ?? null),
      theirs: path === '*' ? null : read(theirs?.row, path),
      mineBy: user,
      theirsBy: last?.by ?? null,
      open: true,
    };
    const record = `conflict-${++this.#ids}`;
    this.#write(scope, { ...mutation, table: 'conflicts', record, op: 'insert', set, was: {} }, set, user, client);
  }

  #writeMembership(scopeId: string, user: string, deletedAt: string | null): void {
    for (const id of [scopeId, user]) {
      const scope = this.#scope(id);
      const before = this.#head(scope);
      const record = `${scopeId}:${user}`;
      const known = this.#rows.has(`${id}/memberships/${record}`);
      const op = deletedAt ? 'delete' : known ? 'restore' : 'insert';
      const set = { bandId: scopeId, userId: user };
      this.#write(
        scope,
        { id: 0, scope: id, table: 'memberships', record, op, base: null, set, was: {} },
        set,
        null,
        null,
      );
      this.#announce(scope, before);
    }
  }

  #announce(scope: ModelScope, before: number): void {
    const changes = scope.log.slice(before);
    if (changes.length === 0) return;
    const announcement = structuredClone({ scope: scope.id, epoch: scope.epoch, topic: topicOf(scope), changes });
    for (const listener of [...this.#listeners]) listener(announcement);
  }

  #scope(id: string): ModelScope {
    const known = this.#scopes.get(id);
    if (known) return known;
    const log = { epoch: 'epoch-1', topicEpoch: 1, pruned: 0, log: [] };
    const scope: ModelScope = { id, ...log, members: new Set(), viewers: new Set() };
    this.#scopes.set(id, scope);
    return scope;
  }

  #stored({ scope, table, record }: Mutation): Stored | undefined {
    return this.#rows.get(`${scope}/${table}/${record}`);
  }

  #head(scope: ModelScope): number {
    return scope.log.length;
  }

  #now(): string {
    return new Date(Date.UTC(2026, 0, 1) + ++this.#ticks).toISOString();
  }

  #checkProtocol(protocol: number): void {
    if (protocol !== PROTOCOL_VERSION) throw new SyncError('upgrade-required', 'Please reload.');
  }
}

const topicOf = (scope: ModelScope): string => `scope:${scope.id}:${scope.topicEpoch}`;

function read(row: Readonly<Record<string, Json>> | undefined, path: string): Json {
  let value: unknown = row;
  for (const key of path.split('/')) value = (value as Record<string, unknown> | null | undefined)?.[key];
  return (value ?? null) as Json;
}

function write(row: Record<string, Json>, path: string, value: Json): Record<string, Json> {
  const [field = '', item, prop] = path.split('/');
  if (item === undefined) return { ...row, [field]: value };
  const items = { ...((row[field] ?? {}) as Record<string, Json>) };
  if (prop === undefined) {
    if (value === null) delete items[item];
    else items[item] = value;
  } else if (items[item]) {
    const inner = { ...(items[item] as Record<string, Json>) };
    if (value === null) delete inner[prop];
    else inner[prop] = value;
    items[item] = inner;
  }
  return { ...row, [field]: items };
}

/** A value as text, independent of the order of keys, without some of the outermost keys. */
function spelled(value: Json, without: readonly string[] = []): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each) => spelled(each)).join()}]`;
  const entries = Object.entries(value).filter(([key]) => !without.includes(key));
  return `{${entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => `${key}:${spelled(each ?? null)}`)}}`;
}
