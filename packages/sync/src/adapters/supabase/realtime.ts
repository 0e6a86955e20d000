import type { RealtimeClient } from '@supabase/realtime-js';
import type { ChannelHandlers, Realtime } from '../../ports/realtime.ts';
import { Channel } from './channel.ts';

/** Topics over one socket. Knows which are wanted; each Channel keeps its own open. */
export class SupabaseRealtime implements Realtime {
  readonly #wanted = new Map<string, Channel>();
  /** realtime-js hands out the old, leaving channel for a topic that is opened again too soon. */
  readonly #leaving = new Map<string, Promise<void>>();
  /** realtime-js does not connect while it disconnects, and does not do so later either. */
  #closing: Promise<unknown> | null = null;

  constructor(private readonly client: RealtimeClient) {}

  open(topic: string, handlers: ChannelHandlers): () => void {
    if (this.#wanted.has(topic)) throw new Error(`${topic} is open already`);
    const channel = new Channel(this.client, topic, handlers);
    this.#wanted.set(topic, channel);
    void this.#start(topic, channel);
    return () => {
      if (this.#wanted.get(topic) === channel) this.#leave(topic, channel);
    };
  }

  disconnect(): void {
    for (const [topic, channel] of this.#wanted) this.#leave(topic, channel);
    // The socket itself would linger for two heartbeats.
    const closed = Promise.all(this.#leaving.values())
      .then(() => (this.#wanted.size === 0 ? this.client.removeAllChannels() : undefined))
      .catch(() => undefined)
      .finally(() => {
        if (this.#closing === closed) this.#closing = null;
      });
    this.#closing = closed;
  }

  /** Somebody signed in or the token was renewed: tell the server, and join what could not be joined without. */
  renew(): void {
    void this.client.setAuth().catch(() => undefined);
    for (const channel of this.#wanted.values()) void channel.open();
  }

  /**
   * Nobody is signed in any more. The server keeps a socket's rights until its token runs out, whoever sits at the
   * keyboard by now.
   */
  suspend(): void {
    for (const channel of this.#wanted.values()) void channel.suspend().catch(() => undefined);
  }

  async #start(topic: string, channel: Channel): Promise<void> {
    await this.#leaving.get(topic);
    await this.#closing;
    if (this.#wanted.get(topic) === channel) await channel.open();
  }

  #leave(topic: string, channel: Channel): void {
    this.#wanted.delete(topic);
    const left = channel
      .leave()
      .catch(() => undefined)
      .finally(() => {
        if (this.#leaving.get(topic) === left) this.#leaving.delete(topic);
      });
    this.#leaving.set(topic, left);
  }
}
