import { Store } from '../lib/store.ts';

const KEPT = 300;

export interface NetworkEntry {
  readonly n: number;
  /** Device time in ms. */
  readonly at: number;
  readonly kind: 'request' | 'frame in' | 'frame out' | 'socket';
  readonly method: string;
  readonly url: string;
  /** The HTTP status, or a phrase such as 'closed 1006'; null while the request is in flight. */
  readonly status: string | null;
  readonly durationMs: number | null;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** Redacted. */
  readonly sent: unknown;
  /** Redacted. */
  readonly received: unknown;
}

/** The newest last. Never stored, because bodies contain the band's content. */
export const networkLog = new Store<readonly NetworkEntry[]>([]);

let last = 0;

/** UTF-8 bytes before compression. */
export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

export function logNetwork(entry: Omit<NetworkEntry, 'n'>): number {
  last += 1;
  networkLog.set([...networkLog.get(), { n: last, ...entry }].slice(-KEPT));
  return last;
}

export function completeNetwork(n: number, change: Partial<NetworkEntry>): void {
  networkLog.set(networkLog.get().map((entry) => (entry.n === n ? { ...entry, ...change } : entry)));
}
