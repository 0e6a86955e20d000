import type { RealtimeChannel, RealtimeClient } from '@supabase/realtime-js';
import type { ChannelHandlers, ChannelStatus } from '../../ports/realtime.ts';
import { changesMessage, headMessage } from '../../protocol/pull.ts';
import { changesFromWire } from './wire.ts';

const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * One topic, kept open until it is left.
 *
 * Who tries again when something fails:
 *   the socket drops, a join times out or is refused -> realtime-js, on the same channel object, 1 to 10 s
 *   phx_close (token expired, rate limit, server asked to go) -> nobody: realtime-js throws the channel away.
 *       Here a new one is made.
 *   there is no token at the moment -> here too: a join without one would be an anonymous one.
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

  /** Joins now unless it has joined or is about to. */
  async open(): Promise<void> {
    if (this.#left || this.#opening || this.#channel) return;
    clearTimeout(this.#timer);
    this.#opening = true;
    this.#tell('joining');
    // Without an argument: the client asks its own callback for the token, before the join is sent and not after.
    await this.client.setAuth().catch(() => undefined);
    this.#opening = false;
    if (this.#left) return;
    if (this.client.accessTokenValue) this.#join();
    else this.#again('closed');
  }

  /** Lets go until `open` is called again: nobody is signed in. */
  async suspend(): Promise<void> {
    clearTimeout(this.#timer);
    const channel = this.#channel;
    this.#channel = null;
    this.#tell('closed');
    if (channel) await this.client.removeChannel(channel);
  }

  /** Lets go and resolves when the server knows; the topic can be opened again after that. */
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
        // Late words of a channel that was left or replaced.
        if (this.#channel !== channel) return;
        if (status === 'SUBSCRIBED') {
          this.#failures = 0;
          this.#tell('joined');
        } else if (status === 'CLOSED') {
          this.#channel = null;
          this.#again('closed');
        } else {
          this.#tell(error && isRefusal(error) ? 'refused' : 'closed');
        }
      });
  }

  #again(status: ChannelStatus): void {
    const delay = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 0;
    this.#failures += 1;
    // Half to full: the tabs of a whole band must not come back in the same instant after a restart of the server.
    this.#timer = setTimeout(() => void this.open(), delay * (0.5 + Math.random() / 2));
    this.#tell(status);
  }

  #tell(status: ChannelStatus): void {
    // Every join counts, for what was sent before it was perhaps missed; anything else only when it is new.
    if (this.#left || (status === this.#status && status !== 'joined')) return;
    this.#status = status;
    this.handlers.onStatus(status);
  }
}

/** The server has looked at the rights and said no; anything else (expired token, full server) passes by itself. */
function isRefusal(error: Error): boolean {
  return /unauthori[sz]ed|permission/i.test(error.message);
}
