import { RateLimiter } from '../http/rate-limiter.ts';
import type { Limits } from '../limits.ts';
import type { Claims } from '../tokens/jwt.ts';
import type { Access, Authorizer } from './authorizer.ts';
import type { Credentials } from './credentials.ts';
import { type ClientFrame, type Encoding, encodeBroadcast, encodeText } from './frames.ts';
import { type Fields, isFields, type JoinConfig } from './join-config.ts';
import type { Member, Room, Rooms } from './room.ts';

/** Services that all channels share. */
export interface ChannelServices {
  readonly authorizer: Authorizer;
  readonly credentials: Credentials;
  readonly rooms: Rooms;
  readonly limits: Limits;
  /** Whether the connection that receives the database's broadcasts is up. */
  readonly feedReady: () => boolean;
}

export interface ChannelOptions {
  readonly services: ChannelServices;
  /** With the `realtime:` prefix of the wire format. */
  readonly topic: string;
  readonly joinRef: string;
  readonly config: JoinConfig;
  readonly token: string;
  readonly claims: Claims;
  readonly read: Access;
  readonly send: (frame: string | Buffer) => void;
  /** Called when the channel has closed, for whatever reason. */
  readonly onClosed: (channel: Channel) => void;
}

/** Expiry is checked at least this often, because sleep stops timers and the clock can be changed. */
const MAX_EXPIRY_CHECK_MS = 300_000;
const NO_RIGHT = 'You do not have permissions to read from this Channel topic: ';
const RATE_KEY = '';

/** One joined topic of one socket. Policies are checked on join and with each new token, not in between. */
export class Channel implements Member {
  readonly topic: string;
  readonly joinRef: string;
  readonly #options: ChannelOptions;
  readonly #room: Room;
  readonly #broadcasts: RateLimiter;
  readonly #presenceCalls: RateLimiter;
  #token: string;
  #claims: Claims;
  #read: Access;
  /** Checked on the first write and kept until the token changes. */
  #write: Promise<Access> | null = null;
  #presence: boolean;
  #expiry: NodeJS.Timeout | null = null;
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: ChannelOptions) {
    this.topic = options.topic;
    this.joinRef = options.joinRef;
    this.#options = options;
    this.#token = options.token;
    this.#claims = options.claims;
    this.#read = options.read;
    this.#presence = options.config.presence && options.read.presence;
    this.#broadcasts = new RateLimiter(options.services.limits.broadcastRate);
    this.#presenceCalls = new RateLimiter(options.services.limits.presenceRate);
    this.#room = options.services.rooms.enter(options.topic, this);
    this.#watchExpiry();
  }

  /** The topic without the wire prefix, as policies and messages use it. */
  get name(): string {
    return this.topic.slice('realtime:'.length);
  }

  /** Sent after the join reply: the presence state, and that broadcasts from the database are on. */
  greet(): void {
    if (this.#presence) this.#push('presence_state', this.#room.presence.state());
    if (!this.#options.config.replicationReady) return;
    // While the database connection is down nothing is sent: once it is back, every socket is closed and joins again.
    if (this.#options.services.feedReady()) this.#system('ok', 'Replication connection established');
  }

  sendBroadcast(frame: Buffer): void {
    if (this.#read.broadcast) this.#options.send(frame);
  }

  sendPresence(frame: string): void {
    if (this.#presence) this.#options.send(frame);
  }

  /** Handles frames in order: a write may wait for the policies, and later frames must not overtake it. */
  receive(frame: ClientFrame): void {
    this.#work = this.#work.then(() => (this.#closed ? undefined : this.#handle(frame))).catch(() => this.crash());
  }

  /** Closes the channel with a reason. The client does not rejoin by itself. */
  closeWith(message: string): void {
    if (this.#closed) return;
    this.#system('error', message);
    this.close();
  }

  close(): void {
    if (this.#closed) return;
    this.#end();
    this.#options.send(encodeText(this.joinRef, this.joinRef, this.topic, 'phx_close', {}));
  }

  /** Closes the channel after a server error; the client rejoins by itself. */
  crash(): void {
    if (this.#closed) return;
    this.#end();
    this.#options.send(encodeText(this.joinRef, this.joinRef, this.topic, 'phx_error', {}));
  }

  /** Closes the channel without a frame, because the socket is gone. */
  drop(): void {
    if (!this.#closed) this.#end();
  }

  async #handle(frame: ClientFrame): Promise<void> {
    if (frame.kind === 'broadcast') return this.#broadcast(frame.ref, frame.event, frame.encoding, frame.payload);
    if (frame.event === 'access_token') return this.#renew(frame.payload);
    if (frame.event === 'presence') return this.#presenceCall(frame.ref, frame.payload);
    if (frame.event !== 'broadcast' || !isFields(frame.payload)) return;
    const { event, payload } = frame.payload;
    if (typeof event !== 'string') return;
    return this.#broadcast(frame.ref, event, 1, Buffer.from(JSON.stringify(payload ?? {})));
  }

  async #broadcast(ref: string | null, event: string, encoding: Encoding, payload: Buffer): Promise<void> {
    const { limits } = this.#options.services;
    const { ack, self } = this.#options.config;
    if (this.#broadcasts.take(RATE_KEY) > 0) return this.closeWith('Too many messages per second');
    if (payload.length > limits.broadcastBytes) return ack ? this.#reply(ref, 'error', {}) : undefined;
    // Without permission there is no reply even if one was requested, as on a hosted project.
    if (!(await this.#mayWrite()).broadcast || this.#closed) return;
    const frame = encodeBroadcast(this.topic, event, encoding, payload);
    if (frame === null) return;
    this.#room.broadcast(frame, self ? null : this);
    if (ack) this.#reply(ref, 'ok', {});
  }

  async #presenceCall(ref: string | null, payload: unknown): Promise<void> {
    if (this.#presenceCalls.take(RATE_KEY) > 0) return this.closeWith('Client presence rate limit exceeded');
    const { event, payload: state = {} } = isFields(payload) ? payload : {};
    if (event === 'untrack') {
      this.#room.announce(this.#room.presence.untrack(this));
      return this.#reply(ref, 'ok', {});
    }
    if (event !== 'track') return this.#reply(ref, 'error', { reason: 'Unknown presence event' });
    if (!isFields(state)) return this.#reply(ref, 'error', { reason: 'Presence track payload must be a map' });
    return this.#track(ref, state);
  }

  async #track(ref: string | null, state: Fields): Promise<void> {
    if (JSON.stringify(state).length > this.#options.services.limits.broadcastBytes) {
      return this.closeWith('Track message size exceeded');
    }
    if (!(await this.#mayWrite()).presence) return;
    if (this.#closed) return;
    // Tracking turns presence on for a channel that joined without it.
    if (!this.#presence && this.#read.presence) {
      this.#presence = true;
      this.#push('presence_state', this.#room.presence.state());
    }
    const diff = this.#room.presence.track(this, this.#options.config.presenceKey, state);
    this.#reply(ref, 'ok', {});
    this.#room.announce(diff);
  }

  /** Takes a new token and checks the policies again. An invalid token closes the channel. */
  async #renew(payload: unknown): Promise<void> {
    const token = isFields(payload) ? payload.access_token : undefined;
    // supabase-js sends its API key after a sign-out; ignore it, since it is no new identity.
    if (typeof token !== 'string' || token.startsWith('sb_') || token === this.#token) return;
    const { credentials, authorizer } = this.#options.services;
    const who = await credentials.identify(token);
    if (!who.ok) return this.closeWith(who.reason);
    const read = await authorizer.mayRead(who.claims, this.name);
    if (!read.broadcast && !read.presence) return this.closeWith(NO_RIGHT + this.name);
    if (this.#closed) return;
    this.#token = token;
    this.#claims = who.claims;
    this.#read = read;
    this.#write = null;
    this.#presence &&= read.presence;
    this.#watchExpiry();
  }

  #mayWrite(): Promise<Access> {
    if (this.#write !== null) return this.#write;
    const asked = this.#options.services.authorizer.mayWrite(this.#claims, this.name);
    this.#write = asked;
    asked.catch(() => {
      if (this.#write === asked) this.#write = null;
    });
    return asked;
  }

  #watchExpiry(): void {
    if (this.#expiry !== null) clearTimeout(this.#expiry);
    const left = Math.max(0, this.#claims.exp * 1_000 - Date.now());
    this.#expiry = setTimeout(
      () => {
        const late = Date.now() - this.#claims.exp * 1_000;
        if (late >= 0) this.closeWith(`Token has expired ${Math.floor(late / 1_000)} seconds ago`);
        else this.#watchExpiry();
      },
      Math.min(left, MAX_EXPIRY_CHECK_MS),
    );
  }

  #end(): void {
    this.#closed = true;
    if (this.#expiry !== null) clearTimeout(this.#expiry);
    this.#options.services.rooms.leave(this.#room, this);
    this.#options.onClosed(this);
  }

  #reply(ref: string | null, status: 'ok' | 'error', response: Fields): void {
    this.#options.send(encodeText(this.joinRef, ref, this.topic, 'phx_reply', { status, response }));
  }

  #push(event: string, payload: unknown): void {
    this.#options.send(encodeText(this.joinRef, null, this.topic, event, payload));
  }

  #system(status: 'ok' | 'error', message: string): void {
    this.#push('system', { message, status, extension: 'system', channel: this.name });
  }
}
