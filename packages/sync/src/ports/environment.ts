/** Time and timers. `now` is device time in ms: for showing and for waiting, it orders nothing. */
export interface Clock {
  now(): number;
  /** Calls back once after `ms`; the answer cancels. */
  after(ms: number, callback: () => void): () => void;
}

export interface Ids {
  /** A random UUID. */
  uuid(): string;
  /** Uniform in [0, 1), for jitter. */
  random(): number;
}

/** What the device says about its surroundings. `online` false is believed, true proves nothing. */
export interface Connectivity {
  online(): boolean;
  visible(): boolean;
  /** Told on online, offline, visible, hidden and before the page goes. The answer ends it. */
  subscribe(listener: (event: 'online' | 'offline' | 'visible' | 'hidden') => void): () => void;
}

/**
 * One leader among the tabs of a database.
 *
 * Contract: `lead` runs `body` while this tab holds the lock and not otherwise; the signal aborts when the lock is lost
 * (stolen from a frozen tab) or `release` is called; two bodies may overlap for a moment after a steal, which is why
 * writes are fenced by the term. Until `release` a tab whose lead ended queues again, so `body` may run more than once.
 */
export interface LeaderLock {
  lead(name: string, body: (lost: AbortSignal) => Promise<void>): { release(): void };
}

/** What tabs of one database tell each other. Not durable, in order per sender. */
export interface TabChannel {
  post(message: unknown): void;
  subscribe(listener: (message: unknown) => void): () => void;
  close(): void;
}
