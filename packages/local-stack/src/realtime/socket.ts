import { setTimeout as delay } from 'node:timers/promises';
import type { RawData, WebSocket } from 'ws';
import { RateLimiter } from '../http/rate-limiter.ts';
import { Channel, type ChannelServices } from './channel.ts';
import { type ClientFrame, decodeBinary, decodeText, encodeText } from './frames.ts';
import { joinConfig } from './join-config.ts';

export interface SocketOptions {
  readonly services: ChannelServices;
  /** The API key the socket was opened with; it identifies channels that join without a token. */
  readonly apiKey: string;
  readonly log: (line: string) => void;
}

const PREFIX = 'realtime:';
const RATE_KEY = '';

/** One WebSocket with its channels and limits. */
export class Socket {
  readonly #ws: WebSocket;
  readonly #options: SocketOptions;
  readonly #channels = new Map<string, Channel>();
  /** The join ref of each topic's newest pending join; when an older join finishes, it is ignored. */
  readonly #joining = new Map<string, string>();
  readonly #joins: RateLimiter;
  #lastFrameAt = Date.now();
  #emptySince = Date.now();

  constructor(ws: WebSocket, options: SocketOptions) {
    this.#ws = ws;
    this.#options = options;
    this.#joins = new RateLimiter(options.services.limits.joinRate);
    ws.on('message', (data: RawData, binary: boolean) => this.#receive(data, binary));
    ws.on('close', () => this.#dropAll());
    // 'close' follows and cleans up. Without this listener an error of one socket would end the process.
    ws.on('error', () => ws.terminate());
  }

  /** Closes the socket if it has been idle, or without a channel, for too long. */
  sweep(now: number): void {
    const { idleMs, emptyMs } = this.#options.services.limits;
    if (now - this.#lastFrameAt > idleMs) this.#ws.terminate();
    else if (this.#channels.size === 0 && now - this.#emptySince > emptyMs) this.#ws.close(1000, 'no channels');
  }

  /** Closes with 1012, after which clients reconnect by themselves and pull what they missed. */
  close(): void {
    this.#ws.close(1012, 'restarting');
  }

  terminate(): void {
    this.#ws.terminate();
  }

  readonly #send = (frame: string | Buffer): void => {
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    // A client that does not read would fill the memory; it reconnects and pulls what it missed.
    if (this.#ws.bufferedAmount > this.#options.services.limits.backlogBytes) {
      this.#options.log('Closed a socket that read too slowly.');
      this.#ws.terminate();
      return;
    }
    this.#ws.send(frame, { binary: typeof frame !== 'string' });
  };

  #receive(data: RawData, binary: boolean): void {
    this.#lastFrameAt = Date.now();
    const bytes = Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
    const frame = binary ? decodeBinary(bytes) : decodeText(bytes.toString('utf8'));
    if (frame === null) return;
    if (frame.topic === 'phoenix') {
      if (frame.event === 'heartbeat') this.#reply(frame, 'ok', {});
    } else if (frame.kind === 'message' && frame.event === 'phx_join') {
      void this.#join(frame);
    } else if (frame.kind === 'message' && frame.event === 'phx_leave') {
      this.#leave(frame);
    } else {
      this.#pass(frame);
    }
  }

  #pass(frame: ClientFrame): void {
    const channel = this.#channels.get(frame.topic);
    if (channel === undefined) {
      // A client may send frames before its join is answered; they are dropped without an error.
      if (!this.#joining.has(frame.topic)) this.#reply(frame, 'error', { reason: 'unmatched topic' });
    } else if (frame.joinRef === null || frame.joinRef === channel.joinRef) {
      channel.receive(frame);
    }
  }

  #leave(frame: ClientFrame): void {
    const channel = this.#channels.get(frame.topic);
    if (channel !== undefined && frame.joinRef !== null && frame.joinRef !== channel.joinRef) return;
    this.#joining.delete(frame.topic);
    this.#reply(frame, 'ok', {});
    if (channel === undefined) this.#send(encodeText(frame.joinRef, frame.joinRef, frame.topic, 'phx_close', {}));
    else channel.close();
  }

  async #join(frame: ClientFrame & { kind: 'message' }): Promise<void> {
    const { topic } = frame;
    const joinRef = frame.joinRef ?? frame.ref ?? '';
    this.#channels.get(topic)?.close();
    this.#joining.set(topic, joinRef);
    const refusal = await this.#admit(frame, joinRef).catch((error: unknown) => {
      this.#options.log(`A join failed: ${error instanceof Error ? error.message : 'unknown'}`);
      return 'UnableToConnectToProject: the database cannot be reached';
    });
    if (refusal === null) return;
    await delay(this.#options.services.limits.joinRefusalMs, undefined, { ref: false });
    if (this.#joining.get(topic) !== joinRef) return;
    this.#joining.delete(topic);
    this.#reply({ ...frame, joinRef }, 'error', { reason: refusal });
  }

  /** Opens the channel and sends the join reply, or returns the reason for refusing. */
  async #admit(frame: ClientFrame & { kind: 'message' }, joinRef: string): Promise<string | null> {
    const { services, apiKey } = this.#options;
    const { topic } = frame;
    const name = topic.startsWith(PREFIX) ? topic.slice(PREFIX.length) : '';
    if (name === '') return 'TopicNameRequired: You must provide a topic name';
    if (Buffer.byteLength(topic) > 255) return 'TopicNameTooLong: A topic name has at most 255 bytes';
    if (this.#channels.size >= services.limits.channelsPerSocket) return 'ChannelRateLimitReached: Too many channels';
    if (this.#joins.take(RATE_KEY) > 0) return 'ClientJoinRateLimitReached: Too many joins per second';
    const config = joinConfig(frame.payload);
    if (!config.private) return 'PrivateOnly: This project only allows private channels';
    if (config.postgresChanges) return 'PostgresChangesUnavailable: The local stack has no postgres_changes';
    const token = config.accessToken === null || config.accessToken.startsWith('sb_') ? apiKey : config.accessToken;
    const caller = await services.credentials.identify(token);
    if (!caller.ok) return caller.reason;
    const read = await services.authorizer.mayRead(caller.claims, name);
    if (!read.broadcast && !read.presence) {
      return `Unauthorized: You do not have permissions to read from this Channel topic: ${name}`;
    }
    if (this.#joining.get(topic) !== joinRef || this.#ws.readyState !== this.#ws.OPEN) return null;
    this.#joining.delete(topic);
    this.#open({ services, topic, joinRef, config, token, claims: caller.claims, read }, frame);
    return null;
  }

  #open(
    options: Omit<ConstructorParameters<typeof Channel>[0], 'send' | 'onClosed'>,
    frame: ClientFrame & { kind: 'message' },
  ): void {
    const { topic, joinRef } = options;
    const channel = new Channel({ ...options, send: this.#send, onClosed: (closed) => this.#closed(closed) });
    this.#channels.set(topic, channel);
    this.#reply({ ...frame, joinRef }, 'ok', { postgres_changes: [] });
    channel.greet();
  }

  #closed(channel: Channel): void {
    if (this.#channels.get(channel.topic) !== channel) return;
    this.#channels.delete(channel.topic);
    if (this.#channels.size === 0) this.#emptySince = Date.now();
  }

  #dropAll(): void {
    this.#joining.clear();
    for (const channel of [...this.#channels.values()]) channel.drop();
  }

  #reply(
    frame: Pick<ClientFrame, 'joinRef' | 'ref' | 'topic'>,
    status: 'ok' | 'error',
    response: Readonly<Record<string, unknown>>,
  ): void {
    this.#send(encodeText(frame.joinRef, frame.ref, frame.topic, 'phx_reply', { status, response }));
  }
}
