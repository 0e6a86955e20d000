import { type ChannelHandlers, type Json, type Realtime, type RemoteRepository, SyncError } from '@rockon/sync';
import { type NetworkFault, THROTTLED_MS } from '@rockon/sync/testing';
import type { Announcement, Mutation, Result, SimServer } from './server.ts';

type Push = Parameters<RemoteRepository['push']>[0];

/** One tab's connection to the server, which delays and loses requests and responses. */
export class SimRemote implements RemoteRepository {
  constructor(
    private readonly server: SimServer,
    private readonly user: string,
    private readonly way: {
      readonly latency: () => Promise<void>;
      /** Decides the fault of a request when it leaves. */
      readonly fault: (call: 'push' | 'pull' | 'snapshot') => NetworkFault;
      /** Called when the server has received a push and made its results. */
      readonly pushed: (client: string, mutations: readonly Mutation[], results: readonly Result[] | null) => void;
      readonly snapshot: (scope: string, table: string) => void;
    },
  ) {}

  push: RemoteRepository['push'] = (request, signal) =>
    this.#exchange('push', request, signal, (sent) => this.#push(sent));
  pull: RemoteRepository['pull'] = (request, signal) =>
    this.#exchange('pull', request, signal, (sent) => this.server.pull(this.user, sent));
  snapshot: RemoteRepository['snapshot'] = (request, signal) => {
    this.way.snapshot(request.scope, request.table);
    return this.#exchange('snapshot', request, signal, (sent) => this.server.snapshot(this.user, sent));
  };

  call = async (name: string): Promise<Json> => {
    throw new SyncError('rejected', `The simulation has no action ${name}.`);
  };

  async #push(sent: Push) {
    this.way.pushed(sent.client, sent.mutations, null);
    const answer = await this.server.push(this.user, sent);
    this.way.pushed(sent.client, sent.mutations, answer.results);
    return answer;
  }

  async #exchange<Q, A>(
    call: 'push' | 'pull' | 'snapshot',
    request: Q,
    signal: AbortSignal,
    serve: (request: Q) => Promise<A>,
  ): Promise<A> {
    const sent = structuredClone(request);
    const fault = this.way.fault(call);
    await this.way.latency();
    if (fault === 'request-lost') throw new SyncError('offline', 'No answer from the server.');
    if (fault === 'busy') throw new SyncError('server-busy', 'The server is busy.');
    if (fault === 'throttled') throw new SyncError('server-busy', 'Too many requests.', { retryAfterMs: THROTTLED_MS });
    if (fault === 'no-session') throw new SyncError('auth', 'Sign in again.');
    const answer = await serve(sent);
    await this.way.latency();
    if (fault === 'response-lost' || signal.aborted) throw new SyncError('offline', 'No answer from the server.');
    return answer;
  }
}

/** What happens to one message; `late` in ms. */
export type Delivery = 'now' | 'lost' | 'twice' | { readonly late: number };

/** One tab's socket. */
export class SimRealtime implements Realtime {
  #up = true;
  readonly #channels = new Map<ChannelHandlers, { readonly topic: string; joined: boolean }>();
  readonly #end: () => void;

  constructor(
    private readonly server: SimServer,
    private readonly user: string,
    way: { readonly delivery: () => Delivery; readonly after: (ms: number, then: () => void) => void },
  ) {
    this.#end = server.onAnnouncement((announcement) => {
      for (const [handlers, channel] of this.#channels) {
        if (!channel.joined || channel.topic !== announcement.topic || !this.#up) continue;
        const delivery = way.delivery();
        if (delivery === 'lost') continue;
        const deliver = () => this.#channels.has(handlers) && this.#up && hand(handlers, announcement);
        if (typeof delivery === 'object') way.after(delivery.late, deliver);
        else queueMicrotask(deliver);
        if (delivery === 'twice') way.after(5, deliver);
      }
    });
  }

  open(topic: string, handlers: ChannelHandlers): () => void {
    this.#channels.set(handlers, { topic, joined: false });
    queueMicrotask(() => void this.#join(handlers));
    return () => this.#channels.delete(handlers);
  }

  disconnect(): void {
    this.#channels.clear();
  }

  /** Closes or opens the socket. */
  set(up: boolean): void {
    this.#up = up;
    for (const [handlers, channel] of this.#channels) {
      channel.joined = false;
      if (up) void this.#join(handlers);
      else handlers.onStatus('closed');
    }
  }

  close(): void {
    this.#end();
  }

  async #join(handlers: ChannelHandlers): Promise<void> {
    const channel = this.#channels.get(handlers);
    if (!channel || !this.#up) return;
    const may = await this.server.mayHear(this.user, channel.topic);
    if (this.#channels.get(handlers) !== channel || !this.#up) return;
    channel.joined = may;
    handlers.onStatus(may ? 'joined' : 'refused');
  }
}

function hand(handlers: ChannelHandlers, announcement: Announcement): void {
  const { changes, head } = structuredClone(announcement);
  if (changes) handlers.onChanges(changes);
  if (head) handlers.onHead(head);
}
