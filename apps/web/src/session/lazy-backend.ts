import type { Auth } from '@rockon/auth';
import { DEFAULT_MESSAGES, SyncError, type SyncSchema } from '@rockon/sync';
import type { SupabaseBackend } from '@rockon/sync/supabase';
import { config } from '../lib/config.ts';
import type { Environment } from './environment.ts';
import { SESSION_KEY } from './names.ts';

/** Auth without what the app needs before the client is loaded: who uses this device is in identity.ts. */
export type LazyAuth = Omit<Auth, 'currentSession'> & {
  /** Deletes the stored session, without a request to the server and without loading its client. */
  forget(): void;
};
type Client = SupabaseBackend & { readonly auth: Auth };
type Remote = ReturnType<SupabaseBackend['remote']>;

/**
 * The server's client, loaded during the first paint instead of before it: no first screen needs it, and it is a fifth of
 * the app's code.
 */
export class LazyBackend implements Pick<SupabaseBackend, 'realtime' | 'remote'> {
  #loading: Promise<Client> | null = null;
  readonly #transport: Pick<Environment, 'fetch' | 'WebSocket'>;

  constructor({ fetch, WebSocket }: Pick<Environment, 'fetch' | 'WebSocket'>) {
    this.#transport = { ...(fetch && { fetch }), ...(WebSocket && { WebSocket }) };
  }

  readonly #load = (): Promise<Client> => {
    this.#loading ??= Promise.all([import('@rockon/auth'), import('@rockon/sync/supabase')]).then(
      ([{ createSupabaseAuth }, { createSupabaseBackend }]) => {
        const { url, key } = config;
        const { auth, tokens } = createSupabaseAuth({ url, key, storageKey: SESSION_KEY, ...this.#transport });
        return { auth, ...createSupabaseBackend({ url, key, tokens, ...this.#transport }) };
      },
      (cause: unknown) => {
        // The next call loads it again.
        this.#loading = null;
        throw new SyncError('offline', DEFAULT_MESSAGES.offline, { cause });
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

  /** Calls `begin` once the client is loaded. Returns a function that ends it, also before it began. */
  #later(begin: (client: Client) => () => void): () => void {
    let ended = false;
    let end = () => {};
    void this.#load().then(
      (backend) => {
        if (!ended) end = begin(backend);
      },
      // Without the client there is no socket. The next poll loads it.
      () => undefined,
    );
    return () => {
      ended = true;
      end();
    };
  }
}
