import type { Change, ChannelHandlers, RemoteRepository, Row } from '@rockon/sync';

type Call<Name extends 'push' | 'pull' | 'snapshot'> = (
  user: string,
  request: Parameters<RemoteRepository[Name]>[0],
) => ReturnType<RemoteRepository[Name]>;

export type Mutation = Parameters<RemoteRepository['push']>[0]['mutations'][number];

export type Result = Awaited<ReturnType<RemoteRepository['push']>>['results'][number];

export interface Announcement {
  readonly topic: string;
  readonly changes?: Parameters<ChannelHandlers['onChanges']>[0];
  readonly head?: Parameters<ChannelHandlers['onHead']>[0];
}

/** What a simulation needs of a server: the devices' calls, the operator's actions, and access for the checks. */
export interface SimServer {
  /** Starts from nothing with these people and one band of them; the first one owns it. */
  begin(users: readonly string[]): Promise<void>;

  readonly push: Call<'push'>;
  readonly pull: Call<'pull'>;
  readonly snapshot: Call<'snapshot'>;
  /** Whether the person may join the channel now. */
  mayHear(user: string, topic: string): Promise<boolean>;
  onAnnouncement(listener: (announcement: Announcement) => void): () => void;

  join(user: string): Promise<void>;
  remove(user: string): Promise<void>;
  setRole(user: string, role: 'member' | 'viewer'): Promise<void>;
  /** Deletes all but the newest changes of each log, and with them deleted records if the server purges. */
  prune(keep: number): Promise<void>;
  backup(): Promise<void>;
  /** Restores the backup; the log has a new epoch afterwards. */
  restore(): Promise<void>;

  /** The band's log since the last restore, pruned changes included. */
  log(): readonly Change[];
  epoch(): string;
  /** The band's rows, tombstones included, as a member sees them. */
  rows(table: string): Promise<readonly Row[]>;
  /** Whether the record was deleted long ago and purged. */
  purged(record: string): boolean;
  /** Unexpected responses: a database error instead of a result. */
  readonly complaints: readonly string[];
  /** Resolves when no call is in progress. Virtual time must not move before. */
  quiet(): Promise<void>;
  /** Whether a call is in progress. */
  busy(): boolean;
}

/** Makes a server for one scenario. */
export type ServerMaker = () => SimServer;
