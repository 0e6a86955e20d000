import { RealtimeClient, type WebSocketLikeConstructor } from '@supabase/realtime-js';
import type { SyncSchema } from '../../core/schema.ts';
import type { Realtime } from '../../ports/realtime.ts';
import type { RemoteRepository } from '../../ports/remote-repository.ts';
import type { TokenSource } from '../../ports/token-source.ts';
import { SERVER_MESSAGES, type ServerMessages } from './messages.ts';
import { SupabaseRealtime } from './realtime.ts';
import { SupabaseRemote } from './remote-repository.ts';

/** A dead connection (a laptop that slept, an elevator) is detected within two heartbeats. */
const HEARTBEAT_MS = 15_000;

export interface SupabaseBackendOptions {
  /** The project's URL. */
  readonly url: string;
  /** The publishable key. */
  readonly key: string;
  readonly tokens: TokenSource;
  readonly messages?: ServerMessages;
  /** The browser's own by default; required in Node 20, which has none. */
  readonly WebSocket?: WebSocketLikeConstructor;
  readonly fetch?: typeof fetch;
}

export interface SupabaseBackend {
  readonly realtime: Realtime;
  /**
   * The server as seen by this user.
   * @throws Error when a field's column name would not convert back to the field.
   */
  remote(userId: string, schema: SyncSchema): RemoteRepository;
  /** Closes the socket. The session stays. */
  close(): void;
}

/**
 * Supabase with plain fetch and realtime-js, without the client that bundles them with storage, functions and a query
 * builder that sync does not use (39 kB instead of 55 kB, gzip).
 */
export function createSupabaseBackend(options: SupabaseBackendOptions): SupabaseBackend {
  const { key, tokens, messages = SERVER_MESSAGES } = options;
  const url = options.url.replace(/\/+$/, '');
  const plainFetch: typeof fetch = (...request) => (options.fetch ?? fetch)(...request);
  let newToken: string | null = null;
  const takeNewToken = () => {
    const token = newToken;
    newToken = null;
    return token;
  };
  const socket = new RealtimeClient(`${url.replace(/^http/, 'ws')}/realtime/v1`, {
    params: { apikey: key },
    heartbeatIntervalMs: HEARTBEAT_MS,
    // Asking for a token may renew it, which notifies again; so after a token change use the new token itself.
    accessToken: async () => takeNewToken() ?? tokens.socketToken(),
    ...(options.WebSocket ? { transport: options.WebSocket } : {}),
  });
  const realtime = new SupabaseRealtime(socket);
  const endTokens = tokens.onTokenChange((token) => {
    if (token === null) {
      realtime.suspend();
      return;
    }
    newToken = token;
    realtime.renew();
  });
  return {
    realtime,
    remote: (userId, schema) => new SupabaseRemote({ url, key, fetch: plainFetch, tokens, userId, schema, messages }),
    close: () => {
      endTokens();
      realtime.disconnect();
    },
  };
}
