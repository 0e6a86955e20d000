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

/** What a simulated world needs of a server: what devices ask, what operators do, and what the checks look at. */
export interface SimServer {
  /** Begins from nothing: these people, and one band of them; the first owns it. */
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
  /** Forgets the logs but for the newest changes of each, and deleted records with them where the server purges. */
  prune(keep: number): Promise<void>;
  backup(): Promise<void>;
  /** Back to the backup; the log is another from now on. */
  restore(): Promise<void>;

  /** Everything that the band's log ever said in its present life, what was pruned since included. */
  log(): readonly Change[];
  epoch(): string;
  /** The band's rows, tombstones included, as a member sees them. */
  rows(table: string): Promise<readonly Row[]>;
  /** Whether the record was deleted long ago and its row is gone. */
  purged(record: string): boolean;
  /** Answers that no client was prepared for: a database error where a verdict was due. */
  readonly complaints: readonly string[];
  /** Resolves when no call is under way. While one is, time must stand still. */
  quiet(): Promise<void>;
  /** Whether a call is under way. */
  busy(): boolean;
}

/** Makes a server for one scenario. */
export type ServerMaker = () => SimServer;
