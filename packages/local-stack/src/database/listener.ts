import pg from 'pg';

export interface ListenerOptions {
  readonly url: string;
  readonly log: (line: string) => void;
}

interface Subscription {
  readonly heard: (payload: string) => void;
  readonly resumed: (() => void) | undefined;
}

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2_000;

/**
 * One connection that listens to the channels of the database and comes back by itself. What is announced while it is
 * away is not heard; `resumed` tells a subscriber that this may have happened.
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

  /** Before `start`. Channel names are the caller's constants, never input. */
  on(channel: string, heard: (payload: string) => void, resumed?: () => void): void {
    this.#subscriptions.set(channel, { heard, resumed });
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
    client.on('notification', (message) => this.#subscriptions.get(message.channel)?.heard(message.payload ?? ''));
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
    // Gone again before it was ours: without a look back nobody would ever connect again.
    if (ended) throw new Error('The listening connection ended at once.');
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
