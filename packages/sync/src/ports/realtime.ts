import type { ChangesMessage, HeadMessage } from '../protocol/pull.ts';

export type ChannelStatus = 'joining' | 'joined' | 'closed' | 'refused';

export interface ChannelHandlers {
  /** Joined: everything sent from now on will be heard, what was sent before was perhaps missed. Told on every rejoin. */
  onStatus(status: ChannelStatus): void;
  onChanges(message: ChangesMessage): void;
  onHead(message: HeadMessage): void;
}

/**
 * The fast path. It promises nothing: messages may be lost, repeated or late; the pull makes it right.
 *
 * Contract: one socket however many topics; `open` returns how to leave; a malformed message is dropped and told to
 * `onStatus` never; `closed` and `refused` are retried by the adapter with backoff until left; after `disconnect`
 * nothing is heard.
 */
export interface Realtime {
  open(topic: string, handlers: ChannelHandlers): () => void;
  disconnect(): void;
}
