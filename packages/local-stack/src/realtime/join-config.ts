import { randomUUID } from 'node:crypto';

/** What a join asks for; everything that is missing or odd is off. */
export interface JoinConfig {
  readonly private: boolean;
  /** Hear one's own broadcasts. */
  readonly self: boolean;
  /** Get a reply to each broadcast. */
  readonly ack: boolean;
  /** Get a system message once broadcasts from the database are heard. */
  readonly replicationReady: boolean;
  readonly presenceKey: string;
  readonly presence: boolean;
  /** Asks for row changes by replication, which the stack does not have. */
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
