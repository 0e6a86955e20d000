import type { ChannelHandlers, Realtime } from '../ports/realtime.ts';
import type { RemoteRepository } from '../ports/remote-repository.ts';
import { SyncError } from '../protocol/errors.ts';
import type { Json } from '../protocol/json.ts';
import type { ModelServer } from './model-server.ts';

/** What goes wrong with one request. */
export type NetworkFault = 'none' | 'request-lost' | 'response-lost' | 'busy' | 'throttled' | 'no-session';

/** Retry-After of a throttled request, in ms. */
export const THROTTLED_MS = 20_000;

/** The connection of one client to the model server. Every request takes `latency`; `fault` decides what goes wrong. */
export class ModelRemote implements RemoteRepository {
  fault: (call: string) => NetworkFault = () => 'none';
  latency: () => Promise<void> = () => Promise.resolve();
  readonly calls: { readonly name: string; readonly request: unknown }[] = [];

  constructor(
    private readonly server: ModelServer,
    private readonly user: string,
  ) {}

  push: RemoteRepository['push'] = (request, signal) =>
    this.#exchange('push', request, signal, () => this.server.push(this.user, request));
  pull: RemoteRepository['pull'] = (request, signal) =>
    this.#exchange('pull', request, signal, () => this.server.pull(this.user, request));
  snapshot: RemoteRepository['snapshot'] = (request, signal) =>
    this.#exchange('snapshot', request, signal, () => this.server.snapshot(this.user, request));

  call = async (name: string, _request: Readonly<Record<string, Json>>): Promise<Json> => {
    throw new SyncError('rejected', `The model server has no action ${name}.`);
  };

  async #exchange<T>(name: string, request: unknown, signal: AbortSignal, serve: () => T): Promise<T> {
    const sent: unknown = structuredClone(request);
    this.calls.push({ name, request: sent });
    const fault = this.fault(name);
    await this.latency();
    if (fault === 'request-lost') throw new SyncError('offline', 'No answer from the server.');
    if (fault === 'busy') throw new SyncError('server-busy', 'The server is busy.');
    if (fault === 'throttled') throw new SyncError('server-busy', 'Too many requests.', { retryAfterMs: THROTTLED_MS });
    if (fault === 'no-session') throw new SyncError('auth', 'Sign in again.');
    const answer = serve();
    await this.latency();
    if (fault === 'response-lost' || signal.aborted) throw new SyncError('offline', 'No answer from the server.');
    return answer;
  }
}

/** The socket of one client. `lose` decides for each message whether it is dropped; `up` whether there is a socket. */
export class ModelRealtime implements Realtime {
  lose: () => boolean = () => false;
  #up = true;
  readonly #channels = new Map<ChannelHandlers, string>();
  readonly #end: () => void;

  constructor(
    private readonly server: ModelServer,
    private readonly user: string,
  ) {
    this.#end = server.onAnnouncement(({ scope, epoch, topic, changes }) => {
      for (const [handlers, open] of this.#channels) {
        if (open !== topic || !this.#up || !server.mayHear(this.user, topic) || this.lose()) continue;
        queueMicrotask(() => {
          if (changes.length <= 20) handlers.onChanges({ scope, epoch, changes: [...changes] });
          else handlers.onHead({ scope, seq: changes.at(-1)?.seq ?? 0 });
        });
      }
    });
  }

  open(topic: string, handlers: ChannelHandlers): () => void {
    this.#channels.set(handlers, topic);
    queueMicrotask(() => this.#join(topic, handlers));
    return () => this.#channels.delete(handlers);
  }

  disconnect(): void {
    this.#channels.clear();
  }

  /** Closes or opens the socket. */
  set(up: boolean): void {
    this.#up = up;
    for (const [handlers, topic] of this.#channels) {
      if (up) this.#join(topic, handlers);
      else handlers.onStatus('closed');
    }
  }

  close(): void {
    this.#end();
  }

  #join(topic: string, handlers: ChannelHandlers): void {
    if (!this.#channels.has(handlers) || !this.#up) return;
    handlers.onStatus(this.server.mayHear(this.user, topic) ? 'joined' : 'refused');
  }
}
