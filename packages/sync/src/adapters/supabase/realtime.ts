import type { RealtimeClient } from '@supabase/realtime-js';
import type { ChannelHandlers, Realtime } from '../../ports/realtime.ts';
import { Channel } from './channel.ts';

/** All topics over one socket. Each Channel keeps its own topic open. */
export class SupabaseRealtime implements Realtime {
  readonly #wanted = new Map<string, Channel>();
  /** Topics being left: realtime-js would return the old channel for a topic that is opened again too soon. */
  readonly #leaving = new Map<string, Promise<void>>();
  /** realtime-js ignores a connect while it disconnects, so opening waits for this. */
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
    // Closes the socket, which would otherwise stay open for two heartbeats.
    const closed = Promise.all(this.#leaving.values())
      .then(() => (this.#wanted.size === 0 ? this.client.removeAllChannels() : undefined))
      .catch(() => undefined)
      .finally(() => {
        if (this.#closing === closed) this.#closing = null;
      });
    this.#closing = closed;
  }

  /** The token changed: sends it to the server and joins topics that could not be joined without one. */
  renew(): void {
    void this.client.setAuth().catch(() => undefined);
    for (const channel of this.#wanted.values()) void channel.open();
  }

  /**
   * Nobody is signed in any more: leaves all topics. The server grants the socket its rights until the token expires,
   * even when another person uses the device by then.
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
