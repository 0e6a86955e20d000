import type { TokenSource } from '@rockon/sync';
import { GoTrueClient } from '@supabase/auth-js';
import type { Auth, SessionStorage } from './auth.ts';
import { authFetch } from './auth-fetch.ts';
import { SupabaseAuth } from './supabase-auth.ts';
import { SupabaseTokenSource } from './supabase-token-source.ts';

export interface SupabaseAuthOptions {
  /** The project's URL. */
  readonly url: string;
  /** The publishable key. */
  readonly key: string;
  /** The name under which the session is stored. */
  readonly storageKey: string;
  /** localStorage by default; memory where there is none. */
  readonly storage?: SessionStorage;
  readonly fetch?: typeof fetch;
}

export interface SupabaseAuthService {
  readonly auth: Auth;
  /** The session's tokens, for the server adapters. */
  readonly tokens: TokenSource;
  /** Ends timers. The session stays. */
  close(): void;
}

export function createSupabaseAuth(options: SupabaseAuthOptions): SupabaseAuthService {
  const { key, storageKey, storage = deviceStorage() } = options;
  const service = {
    url: `${options.url.replace(/\/+$/, '')}/auth/v1`,
    headers: { apikey: key, Authorization: `Bearer ${key}` },
    fetch: authFetch((...request) => (options.fetch ?? fetch)(...request)),
    // Ignore tokens in the page's address: email links carry a hash, which `recover` redeems.
    detectSessionInUrl: false,
  };
  const client = new GoTrueClient({
    ...service,
    storageKey,
    storage,
    // A PKCE link works only in the browser that requested it, but people open emails on other devices too.
    flowType: 'implicit',
  });
  const separateClient = () =>
    new GoTrueClient({
      ...service,
      storageKey: `${storageKey}-recovery`,
      persistSession: false,
      autoRefreshToken: false,
    });
  const auth = new SupabaseAuth(client, storage, storageKey, separateClient);
  return {
    auth,
    tokens: new SupabaseTokenSource(client, auth),
    close: () => void client.stopAutoRefresh(),
  };
}

function deviceStorage(): SessionStorage {
  if (globalThis.localStorage) return globalThis.localStorage;
  const memory = new Map<string, string>();
  return {
    getItem: (name) => memory.get(name) ?? null,
    setItem: (name, value) => void memory.set(name, value),
    removeItem: (name) => void memory.delete(name),
  };
}
