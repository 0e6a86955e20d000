import type { Connectivity, LeaderLock, TabChannel } from '../ports/environment.ts';

type ConnectivityEvent = 'online' | 'offline' | 'visible' | 'hidden';

/** Connectivity that the test controls. */
export class MemoryConnectivity implements Connectivity {
  #online = true;
  #visible = true;
  readonly #listeners = new Set<(event: ConnectivityEvent) => void>();

  online = (): boolean => this.#online;
  visible = (): boolean => this.#visible;

  subscribe(listener: (event: ConnectivityEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(event: ConnectivityEvent): void {
    if (event === 'online' || event === 'offline') this.#online = event === 'online';
    else this.#visible = event === 'visible';
    for (const listener of [...this.#listeners]) listener(event);
  }
}

/** The tabs of one device: messages arrive in a later turn, in order. */
export class MemoryTabs {
  readonly #members = new Set<{ listeners: Set<(message: unknown) => void> }>();

  join(): TabChannel {
    const member = { listeners: new Set<(message: unknown) => void>() };
    this.#members.add(member);
    return {
      post: (message) => {
        if (!this.#members.has(member)) return;
        const copy: unknown = structuredClone(message);
        queueMicrotask(() => {
          for (const other of this.#members)
            if (other !== member) for (const listener of [...other.listeners]) listener(copy);
        });
      },
      subscribe: (listener) => {
        member.listeners.add(listener);
        return () => member.listeners.delete(listener);
      },
      close: () => this.#members.delete(member),
    };
  }
}

interface LockRequest {
  readonly name: string;
  readonly body: (lost: AbortSignal) => Promise<void>;
  lost: AbortController;
  released: boolean;
}

/** One lock per name, first come first served, with stealing. */
export class MemoryLocks {
  readonly #queues = new Map<string, LockRequest[]>();

  constructor(
    /** What a tab waits for before it queues again after leading. */
    private readonly pause: () => Promise<void> = () => Promise.resolve(),
  ) {}

  tab(): LeaderLock & { die(): void } {
    const mine = new Set<LockRequest>();
    return {
      lead: (name, body) => {
        const request: LockRequest = { name, body, lost: new AbortController(), released: false };
        mine.add(request);
        this.#enqueue(request);
        return {
          release: () => {
            request.released = true;
            const queue = this.#queue(name);
            const index = queue.indexOf(request);
            if (index > 0) queue.splice(index, 1);
            request.lost.abort();
          },
        };
      },
      /** Kills the tab: its lock is free at once, its code never runs again. */
      die: () => {
        for (const request of mine) {
          request.released = true;
          const queue = this.#queue(request.name);
          const index = queue.indexOf(request);
          if (index >= 0) queue.splice(index, 1);
          if (index === 0) void this.#next(request.name);
        }
      },
    };
  }

  /**
   * Takes the lock from its holder, as another tab does when the holder seems frozen. The holder may continue for a
   * while.
   */
  steal(name: string): void {
    this.#queue(name).shift();
    void this.#next(name);
  }

  #queue(name: string): LockRequest[] {
    const queue = this.#queues.get(name) ?? [];
    this.#queues.set(name, queue);
    return queue;
  }

  #enqueue(request: LockRequest): void {
    if (request.released) return;
    const queue = this.#queue(request.name);
    request.lost = new AbortController();
    queue.push(request);
    if (queue.length === 1) void this.#next(request.name);
  }

  async #next(name: string): Promise<void> {
    const holder = this.#queue(name)[0];
    if (!holder) return;
    await holder.body(holder.lost.signal).catch(() => undefined);
    const queue = this.#queue(name);
    if (queue[0] === holder) {
      queue.shift();
      void this.#next(name);
    }
    // It no longer leads, but the tab still exists: it leads again when its turn comes.
    if (holder.released) return;
    await this.pause();
    this.#enqueue(holder);
  }
}
