import type { ChangesMessage, HeadMessage } from '../protocol/pull.ts';

export type ChannelStatus = 'joining' | 'joined' | 'closed' | 'refused';

export interface ChannelHandlers {
  /** `joined`: messages sent from now on arrive; earlier ones may have been missed. Called on every rejoin. */
  onStatus(status: ChannelStatus): void;
  onChanges(message: ChangesMessage): void;
  onHead(message: HeadMessage): void;
}

/**
 * The fast path. Messages may be lost, repeated or late; pulling makes up for it.
 *
 * Contract: all topics share one socket. `open` returns a function that leaves the topic. A malformed message is dropped.
 * The adapter retries `closed` and `refused` with backoff until the topic is left. After `disconnect` no handler is called.
 */
export interface Realtime {
  open(topic: string, handlers: ChannelHandlers): () => void;
  disconnect(): void;
}
