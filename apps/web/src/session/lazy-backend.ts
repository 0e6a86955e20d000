import { SyncError, type SyncSchema } from '@rockon/sync';
import type { Auth, SupabaseBackend } from '@rockon/sync/supabase';
import { config } from '../lib/config.ts';
import type { Environment } from './environment.ts';
import { SESSION_KEY } from './session-key.ts';

/** All of Auth that can wait; who uses this device the app knows by itself (identity.ts). */
export type LazyAuth = Omit<Auth, 'currentSession'> & {
  /** Drops the session that this device keeps, without a word to the server and without its client. */
  forget(): void;
};
type Remote = ReturnType<SupabaseBackend['remote']>;

/**
 * The server's client, fetched beside the first paint instead of before it: nothing that a screen shows at the start
 * needs it, and it is a fifth of the app's code.
 */
export class LazyBackend implements Pick<SupabaseBackend, 'realtime' | 'remote'> {
  #loading: Promise<SupabaseBackend> | null = null;
  readonly #transport: Pick<Environment, 'fetch' | 'WebSocket'>;

  constructor({ fetch, WebSocket }: Pick<Environment, 'fetch' | 'WebSocket'>) {
    this.#transport = { ...(fetch && { fetch }), ...(WebSocket && { WebSocket }) };
  }

  readonly #load = (): Promise<SupabaseBackend> => {
    this.#loading ??= import('@rockon/sync/supabase').then(
      ({ createSupabaseBackend }) => createSupabaseBackend({ url: config.url, key: config.key, ...this.#transport }),
      (cause: unknown) => {
        // The next attempt asks the network again.
        this.#loading = null;
        throw new SyncError('offline', 'The server cannot be reached right now.', { cause });
      },
    );
    return this.#loading;
  };

  readonly auth: LazyAuth = {
    signUp: async (...account) => (await this.#load()).auth.signUp(...account),
    signIn: async (...account) => (await this.#load()).auth.signIn(...account),
    signOut: async (options) => (await this.#load()).auth.signOut(options),
    forget: () => {
      try {
        localStorage.removeItem(SESSION_KEY);
      } catch {
        // A browser that refuses storage kept nothing either.
      }
    },
    requestPasswordReset: async (...request) => (await this.#load()).auth.requestPasswordReset(...request),
    recover: async (proof) => (await this.#load()).auth.recover(proof),
    updatePassword: async (password) => (await this.#load()).auth.updatePassword(password),
    updateEmail: async (email) => (await this.#load()).auth.updateEmail(email),
    onChange: (listener) => this.#later((backend) => backend.auth.onChange(listener)),
  };

  readonly realtime: SupabaseBackend['realtime'] = {
    open: (topic, handlers) => this.#later((backend) => backend.realtime.open(topic, handlers)),
    disconnect: () => void this.#loading?.then((backend) => backend.realtime.disconnect()),
  };

  remote(userId: string, schema: SyncSchema): Remote {
    let made: Promise<Remote> | null = null;
    const remote = () => {
      made ??= this.#load().then(
        (backend) => backend.remote(userId, schema),
        (error: unknown) => {
          made = null;
          throw error;
        },
      );
      return made;
    };
    return {
      push: async (...request) => (await remote()).push(...request),
      pull: async (...request) => (await remote()).pull(...request),
      snapshot: async (...request) => (await remote()).snapshot(...request),
      call: async (...request) => (await remote()).call(...request),
    };
  }

  /** Does `begin` once the client is there; what is answered ends it, also before it began. */
  #later(begin: (backend: SupabaseBackend) => () => void): () => void {
    let ended = false;
    let end = () => {};
    void this.#load().then(
      (backend) => {
        if (!ended) end = begin(backend);
      },
      // Without the client there is no socket; polling goes on and loads it when the network is back.
      () => undefined,
    );
    return () => {
      ended = true;
      end();
    };
  }
}
