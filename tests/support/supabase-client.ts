import { createSupabaseAuth, type SupabaseAuthOptions, type SupabaseAuthService } from '@rockon/auth';
import { createSupabaseBackend, type SupabaseBackend } from '@rockon/sync/supabase';
import { WebSocket } from 'ws';

export type SupabaseClient = Pick<SupabaseAuthService, 'auth'> & SupabaseBackend;

/** Sign-in and server adapters of one device, as the app joins them, with a session that lives in memory. */
export function createSupabaseClient(
  options: Pick<SupabaseAuthOptions, 'url' | 'key' | 'fetch'> & { readonly WebSocket?: typeof WebSocket },
): SupabaseClient {
  const kept = new Map<string, string>();
  const { WebSocket: Socket = WebSocket, ...shared } = options;
  const { auth, tokens, close } = createSupabaseAuth({
    ...shared,
    storageKey: 'session',
    storage: {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => void kept.set(name, value),
      removeItem: (name) => void kept.delete(name),
    },
  });
  const backend = createSupabaseBackend({ ...shared, tokens, WebSocket: Socket as never });
  return {
    auth,
    realtime: backend.realtime,
    remote: backend.remote,
    close: () => {
      backend.close();
      close();
    },
  };
}
