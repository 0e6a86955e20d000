import type { RealtimeChannel, RealtimeClient } from '@supabase/realtime-js';
import type { ChannelHandlers, ChannelStatus } from '../../ports/realtime.ts';
import { changesMessage, headMessage } from '../../protocol/pull.ts';
import { changesFromWire } from './wire.ts';

const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * Keeps one topic open until it is left.
 *
 * Who retries after a failure:
 *   the socket drops, a join times out or is refused -> realtime-js, with the same channel object, after 1 to 10 s
 *   phx_close (token expired, rate limit, server shuts down) -> this class, with a new channel: realtime-js gives up
 *   no token at the moment -> this class: a join without a token would be anonymous
 */
export class Channel {
  #status: ChannelStatus | null = null;
  #channel: RealtimeChannel | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #left = false;
  #opening = false;

  constructor(
    private readonly client: RealtimeClient,
    private readonly topic: string,
    private readonly handlers: ChannelHandlers,
  ) {}

  /** Joins unless it has joined or is joining. */
  async open(): Promise<void> {
    if (this.#left || this.#opening || this.#channel) return;
    clearTimeout(this.#timer);
    this.#opening = true;
    this.#report('joining');
    // Without an argument the client calls its own `accessToken`, and does so before it sends the join.
    await this.client.setAuth().catch(() => undefined);
    this.#opening = false;
    if (this.#left) return;
    if (this.client.accessTokenValue) this.#join();
    else this.#again('closed');
  }

  /** Leaves until `open` is called again: nobody is signed in. */
  async suspend(): Promise<void> {
    clearTimeout(this.#timer);
    const channel = this.#channel;
    this.#channel = null;
    this.#report('closed');
    if (channel) await this.client.removeChannel(channel);
  }

  /** Leaves for good. Resolves when the server has confirmed; the topic can be opened again after that. */
  async leave(): Promise<void> {
    this.#left = true;
    await this.suspend();
  }

  #join(): void {
    const channel = this.client.channel(this.topic, { config: { private: true } });
    this.#channel = channel;
    channel
      .on('broadcast', { event: 'changes' }, ({ payload }) => {
        const message = changesMessage.safeParse(changesFromWire(payload));
        if (message.success && this.#channel === channel) this.handlers.onChanges(message.data);
      })
      .on('broadcast', { event: 'head' }, ({ payload }) => {
        const message = headMessage.safeParse(payload);
        if (message.success && this.#channel === channel) this.handlers.onHead(message.data);
      })
      .subscribe((status, error) => {
        // A late event of a channel that was left or replaced.
        if (this.#channel !== channel) return;
        if (status === 'SUBSCRIBED') {
          this.#failures = 0;
          this.#report('joined');
        } else if (status === 'CLOSED') {
          this.#channel = null;
          this.#again('closed');
        } else {
          this.#report(error && isRefusal(error) ? 'refused' : 'closed');
        }
      });
  }

  #again(status: ChannelStatus): void {
    const delay = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 0;
    this.#failures += 1;
    // Jitter from half to full: after a restart of the server, a band's devices must not all reconnect at once.
    this.#timer = setTimeout(() => void this.open(), delay * (0.5 + Math.random() / 2));
    this.#report(status);
  }

  #report(status: ChannelStatus): void {
    // Report every join, because messages before it may have been missed; report other statuses only when they change.
    if (this.#left || (status === this.#status && status !== 'joined')) return;
    this.#status = status;
    this.handlers.onStatus(status);
  }
}

/** The server denied access; any other error (expired token, overload) may pass. */
function isRefusal(error: Error): boolean {
  return /unauthori[sz]ed|permission/i.test(error.message);
}
