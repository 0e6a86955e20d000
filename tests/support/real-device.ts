import { randomUUID } from 'node:crypto';
import { bandSchema } from '@rockon/domain';
import { type Clock, type Live, type Row, SyncEngine, type SyncSchema } from '@rockon/sync';
import { MemoryConnectivity, MemoryDisk, MemoryLocalRepository, MemoryLocks, MemoryTabs } from '@rockon/sync/testing';
import type { WebSocket } from 'ws';
import { PATIENCE_MS } from './patience.ts';
import { createSupabaseClient, type SupabaseClient } from './supabase-client.ts';

const PASSWORD = 'a-long-password';

const clockOf = (haste: number): Clock => ({
  now: () => Date.now() * haste,
  after(ms, callback) {
    const timer = setTimeout(callback, ms / haste);
    return () => clearTimeout(timer);
  },
});

export interface DeviceOptions {
  readonly url: string;
  readonly schema?: SyncSchema;
  /** Sits between the device and the server. */
  readonly fetch?: typeof fetch;
  readonly WebSocket?: typeof WebSocket;
  /** The device's time runs so many times faster. */
  readonly haste?: number;
}

/**
 * A device without a browser: the real engine and the real Supabase adapter over the network, with a disk in memory
 * that outlives the tab.
 */
export class RealDevice {
  readonly disk = new MemoryDisk(randomUUID());
  readonly connectivity = new MemoryConnectivity();
  readonly #backend: SupabaseClient;
  readonly #locks = new MemoryLocks();
  readonly #tabs = new MemoryTabs();
  #engine: SyncEngine | null = null;
  #person: { readonly email: string; readonly userId: string } | null = null;

  constructor(private readonly options: DeviceOptions) {
    const { url, fetch, WebSocket } = options;
    this.#backend = createSupabaseClient({
      ...{ url, key: 'sb_publishable_local' },
      ...(WebSocket ? { WebSocket } : {}),
      ...(fetch ? { fetch } : {}),
    });
  }

  get engine(): SyncEngine {
    if (!this.#engine) throw new Error('The device has no open tab');
    return this.#engine;
  }

  get person(): { readonly email: string; readonly userId: string } {
    if (!this.#person) throw new Error('Nobody is signed in');
    return this.#person;
  }

  async signUp(name: string): Promise<this> {
    const email = `${randomUUID()}@example.test`;
    const session = await this.#backend.auth.signUp(name, email, PASSWORD);
    if (!session) throw new Error('the sign-up gave no session');
    this.#person = { email, userId: session.userId };
    return this;
  }

  async signIn(person: { readonly email: string }): Promise<this> {
    const { userId } = await this.#backend.auth.signIn(person.email, PASSWORD);
    this.#person = { email: person.email, userId };
    return this;
  }

  /** Opens a tab on what the disk holds. */
  async open(): Promise<this> {
    const { userId } = this.person;
    const schema: SyncSchema = this.options.schema ?? bandSchema;
    this.#engine = new SyncEngine({
      userId,
      schema,
      local: new MemoryLocalRepository(this.disk),
      remote: this.#backend.remote(userId, schema),
      realtime: this.#backend.realtime,
      lock: this.#locks.tab(),
      lockName: 'leader',
      tabs: this.#tabs.join(),
      clock: clockOf(this.options.haste ?? 1),
      ids: { uuid: () => randomUUID(), random: () => Math.random() },
      connectivity: this.connectivity,
    });
    await this.#engine.start();
    return this;
  }

  async createBand(name: string): Promise<string> {
    const { id } = (await this.engine.call('create_band', { name })) as { id: string };
    await this.until('the band to be there', () => this.engine.scopes.get().includes(id));
    return id;
  }

  async invite(band: string): Promise<string> {
    const { code } = (await this.engine.call('create_invite', { band, role: 'member' })) as { code: string };
    return code;
  }

  async join(code: string): Promise<string> {
    const { id } = (await this.engine.call('join_band', { code })) as { id: string };
    await this.until('the band to be there', () => this.engine.scopes.get().includes(id));
    return id;
  }

  rows(scope: string, table: string): readonly Row[] {
    return this.engine.query({ scope, table }).get().rows;
  }

  /** Asks again whenever the engine tells anything, or one of `also` does. */
  until(what: string, holds: () => boolean, also: readonly Live<unknown>[] = []): Promise<void> {
    const { connection, scopes, pending, repairs } = this.engine;
    if (holds()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!holds()) return;
        end();
        resolve();
      };
      const watched = [connection, scopes, pending, repairs, ...also].map((live) => live.subscribe(look));
      const giveUp = clockOf(1).after(PATIENCE_MS, () => {
        end();
        reject(new Error(`${what} did not come; the device says ${JSON.stringify(connection.get())}`));
      });
      const end = () => {
        giveUp();
        for (const stop of watched) stop();
      };
    });
  }

  /** The server has everything of this device, and the device was heard. */
  settled(): Promise<void> {
    return this.until('the outbox to be empty', () => {
      const { kind, pending } = this.engine.connection.get();
      return (kind === 'connected' || kind === 'polling') && pending === 0;
    });
  }

  async close(): Promise<void> {
    await this.#engine?.stop();
    this.#engine = null;
    this.#backend.close();
  }
}
