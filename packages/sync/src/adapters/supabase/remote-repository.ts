import type * as z from 'zod/mini';
import type { SyncSchema } from '../../core/schema.ts';
import type { RemoteRepository } from '../../ports/remote-repository.ts';
import type { TokenSource } from '../../ports/token-source.ts';
import { SyncError } from '../../protocol/errors.ts';
import { type Json, json } from '../../protocol/json.ts';
import { pullResponse, snapshotResponse } from '../../protocol/pull.ts';
import { pushResponse } from '../../protocol/push.ts';
import { classify, malformedResponse, networkError } from './classify.ts';
import { withDeadline } from './deadline.ts';
import type { ServerMessages } from './messages.ts';
import { ambiguousFields, toColumns, toFields } from './names.ts';
import { pullFromWire, pushFromWire, pushToWire, snapshotFromWire } from './wire.ts';

/** A request without a response counts as lost after this. The server stops a statement after 8 s. */
const TIMEOUT_MS = 15_000;

export interface RemoteOptions {
  /** The project's URL, without a slash at the end. */
  readonly url: string;
  /** The publishable key. */
  readonly key: string;
  readonly fetch: typeof fetch;
  readonly tokens: TokenSource;
  readonly userId: string;
  readonly schema: SyncSchema;
  readonly messages: ServerMessages;
}

/**
 * Calls the server's functions through PostgREST: `POST /rest/v1/rpc/<name>` with one argument `request`. Plain fetch is
 * enough for that, and it gives access to `Retry-After`, which the client library hides.
 */
export class SupabaseRemote implements RemoteRepository {
  /** A freshly refreshed token that the server refused as well: do not refresh again for it. */
  #refusedFresh: string | null = null;

  constructor(private readonly options: RemoteOptions) {
    for (const [table, { fields }] of Object.entries(options.schema.tables)) {
      const ambiguous = ambiguousFields(fields);
      if (ambiguous.length > 0) throw new Error(`${table}: no column name converts back to ${ambiguous.join(', ')}`);
    }
  }

  async push(request: Parameters<RemoteRepository['push']>[0], signal: AbortSignal) {
    const answer = await this.#rpc('sync_push', pushToWire(request), signal);
    return this.#checked(pushResponse, pushFromWire(answer));
  }

  async pull(request: Parameters<RemoteRepository['pull']>[0], signal: AbortSignal) {
    const answer = await this.#rpc('sync_pull', { ...request }, signal);
    return this.#checked(pullResponse, pullFromWire(answer));
  }

  async snapshot(request: Parameters<RemoteRepository['snapshot']>[0], signal: AbortSignal) {
    const answer = await this.#rpc('sync_snapshot', { ...request }, signal);
    return this.#checked(snapshotResponse, snapshotFromWire(answer));
  }

  async call(name: string, request: Readonly<Record<string, Json>>, signal?: AbortSignal): Promise<Json> {
    const answer = await this.#rpc(name, toColumns(request), signal);
    const parsed = json.safeParse(toFields(answer));
    if (!parsed.success) throw this.#malformed(parsed.error);
    return parsed.data;
  }

  /** An answer for another user counts as malformed. */
  #checked<T extends { readonly user: string }>(schema: z.ZodMiniType<T>, answer: unknown): T {
    const parsed = schema.safeParse(answer);
    if (!parsed.success) throw this.#malformed(parsed.error);
    if (parsed.data.user !== this.options.userId) throw this.#malformed(`an answer for ${parsed.data.user}`);
    return parsed.data;
  }

  #malformed(cause: unknown): SyncError {
    return malformedResponse(this.options.messages, cause);
  }

  async #rpc(name: string, request: Json, signal?: AbortSignal): Promise<unknown> {
    try {
      return await withDeadline(TIMEOUT_MS, signal, (until) => this.#attempt(name, request, until));
    } catch (error) {
      throw error instanceof SyncError ? error : networkError(this.options.messages, error);
    }
  }

  async #attempt(name: string, request: Json, signal: AbortSignal): Promise<unknown> {
    const { tokens, userId } = this.options;
    const token = await tokens.accessToken(userId);
    try {
      return await this.#post(name, request, token, signal);
    } catch (error) {
      if (!isRefusal(error) || token === this.#refusedFresh) throw error;
    }
    const fresh = await tokens.refresh(userId);
    try {
      return await this.#post(name, request, fresh, signal);
    } catch (error) {
      if (isRefusal(error)) this.#refusedFresh = fresh;
      throw error;
    }
  }

  async #post(name: string, request: Json, token: string, signal: AbortSignal): Promise<unknown> {
    const { url, key } = this.options;
    // The request may have been aborted while its token was renewed.
    signal.throwIfAborted();
    const response = await this.options.fetch(`${url}/rest/v1/rpc/${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { apikey: key, Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ request }),
      signal,
    });
    const text = await response.text();
    const body = response.status === 204 ? null : parseJson(text);
    if (response.ok && body !== undefined) {
      this.#refusedFresh = null;
      return body;
    }
    const retryAfter = response.headers.get('Retry-After');
    throw classify(this.options.messages, { status: response.status, body, retryAfter });
  }
}

const isRefusal = (error: unknown): boolean => error instanceof SyncError && error.kind === 'auth';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
