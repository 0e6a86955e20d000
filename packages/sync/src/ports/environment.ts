/** Time and timers. `now` is device time in ms: for display and pauses; it never decides an order. */
export interface Clock {
  now(): number;
  /** Calls back once after `ms`. Returns a function that cancels it. */
  after(ms: number, callback: () => void): () => void;
}

export interface Ids {
  /** A random UUID. */
  uuid(): string;
  /** Uniform in [0, 1), for jitter. */
  random(): number;
}

/** The state of device and page. The engine believes `online` when it is false; true proves nothing. */
export interface Connectivity {
  online(): boolean;
  visible(): boolean;
  /** Calls the listener on each change; `hidden` also before the page is unloaded. Returns a function that ends it. */
  subscribe(listener: (event: 'online' | 'offline' | 'visible' | 'hidden') => void): () => void;
}

/**
 * One leader among the tabs of a database.
 *
 * Contract: `lead` runs `body` only while this tab holds the lock. The signal aborts when the lock is lost (stolen from a
 * frozen tab) or after `release`. Two bodies may overlap for a moment after a steal, so the engine fences its writes by the
 * term. Until `release` a tab whose lead ended queues again, so `body` may run more than once.
 */
export interface LeaderLock {
  lead(name: string, body: (lost: AbortSignal) => Promise<void>): { release(): void };
}

/** Messages between the tabs of one database. Not durable; in order per sender; a tab does not receive its own. */
export interface TabChannel {
  post(message: unknown): void;
  subscribe(listener: (message: unknown) => void): () => void;
  close(): void;
}
