import pg from 'pg';

export interface ListenerOptions {
  readonly url: string;
  readonly log: (line: string) => void;
}

interface Subscription {
  readonly onPayload: (payload: string) => void;
  readonly resumed: (() => void) | undefined;
}

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2_000;

/**
 * Listens to the database's notification channels and reconnects by itself. Notifications sent while it is disconnected
 * are lost; `resumed` is called after a reconnect for that reason.
 */
export class DatabaseListener {
  readonly #options: ListenerOptions;
  readonly #subscriptions = new Map<string, Subscription>();
  #client: pg.Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #retryMs = FIRST_RETRY_MS;
  #stopped = false;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /** Call before `start`. Channel names must be constants, never input. */
  on(channel: string, onPayload: (payload: string) => void, resumed?: () => void): void {
    this.#subscriptions.set(channel, { onPayload, resumed });
  }

  get connected(): boolean {
    return this.#client !== null;
  }

  async start(): Promise<void> {
    await this.#connect();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.url,
      application_name: 'rockon listener',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    client.on('notification', (message) => this.#subscriptions.get(message.channel)?.onPayload(message.payload ?? ''));
    let ended = false;
    const gone = () => {
      ended = true;
      this.#lost(client);
    };
    client.on('error', gone);
    client.on('end', gone);
    await client.connect();
    for (const channel of this.#subscriptions.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    if (this.#stopped) {
      await client.end();
      return;
    }
    // The connection ended before it was stored, so #lost ignored it; throw to trigger the retry.
    if (ended) throw new Error('The listening connection ended immediately.');
    this.#client = client;
    this.#retryMs = FIRST_RETRY_MS;
  }

  #lost(client: pg.Client): void {
    if (this.#stopped || this.#client !== client) return;
    this.#client = null;
    this.#options.log('The listening database connection ended; connecting again.');
    this.#reconnect();
  }

  #reconnect(): void {
    this.#retry = setTimeout(() => {
      this.#connect().then(
        () => {
          for (const { resumed } of this.#subscriptions.values()) resumed?.();
        },
        () => {
          this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
          if (!this.#stopped) this.#reconnect();
        },
      );
    }, this.#retryMs);
  }
}
