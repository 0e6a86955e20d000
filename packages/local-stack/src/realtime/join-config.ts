import { randomUUID } from 'node:crypto';

/** Options of a join. Missing or invalid ones are off. */
export interface JoinConfig {
  readonly private: boolean;
  /** Receive one's own broadcasts. */
  readonly self: boolean;
  /** Receive a reply to each broadcast. */
  readonly ack: boolean;
  /** Receive a system message once broadcasts from the database are on. */
  readonly replicationReady: boolean;
  readonly presenceKey: string;
  readonly presence: boolean;
  /** Requests row changes by replication, which the stack does not offer. */
  readonly postgresChanges: boolean;
  readonly accessToken: string | null;
}

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const fields = (value: unknown): Fields => (isFields(value) ? value : {});

export function joinConfig(payload: unknown): JoinConfig {
  const { config, access_token: token } = fields(payload);
  const { broadcast, presence, postgres_changes: changes, private: isPrivate } = fields(config);
  const { key, enabled } = fields(presence);
  const { self, ack, replication_ready: replicationReady } = fields(broadcast);
  return {
    private: isPrivate === true,
    self: self === true,
    ack: ack === true,
    replicationReady: replicationReady === true,
    presenceKey: typeof key === 'string' && key !== '' ? key : randomUUID(),
    presence: enabled === true,
    postgresChanges: Array.isArray(changes) && changes.length > 0,
    accessToken: typeof token === 'string' && token !== '' ? token : null,
  };
}
