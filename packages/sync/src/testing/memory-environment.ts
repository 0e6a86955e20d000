import type { Connectivity, LeaderLock, TabChannel } from '../ports/environment.ts';

type ConnectivityEvent = 'online' | 'offline' | 'visible' | 'hidden';

/** A device whose surroundings the test decides. */
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

/** One lock per name, first come first served, with stealing. */
export class MemoryLocks {
  readonly #queues = new Map<string, { body: (lost: AbortSignal) => Promise<void>; stop: AbortController }[]>();

  tab(): LeaderLock & { die(): void } {
    const mine = new Set<{ body: (lost: AbortSignal) => Promise<void>; stop: AbortController }>();
    return {
      /** The tab was killed: its lock is free at once, its code never runs again. */
      die: () => {
        for (const [name, queue] of this.#queues) {
          const held = queue[0] !== undefined && mine.has(queue[0]);
          this.#queues.set(
            name,
            queue.filter((request) => !mine.has(request)),
          );
          if (held) void this.#run(name);
        }
      },
      lead: (name, body) => {
        const request = { body, stop: new AbortController() };
        mine.add(request);
        const queue = this.#queues.get(name) ?? [];
        this.#queues.set(name, queue);
        queue.push(request);
        if (queue.length === 1) void this.#run(name);
        return {
          release: () => {
            const waiting = this.#queues.get(name) ?? [];
            const index = waiting.indexOf(request);
            if (index > 0) waiting.splice(index, 1);
            request.stop.abort();
          },
        };
      },
    };
  }

  /** Takes the lock from its holder, as another tab does when the holder seems frozen: the holder may go on for a while. */
  steal(name: string): void {
    const queue = this.#queues.get(name) ?? [];
    queue.shift();
    if (queue.length > 0) void this.#run(name);
  }

  async #run(name: string): Promise<void> {
    const holder = this.#queues.get(name)?.[0];
    if (!holder) return;
    await holder.body(holder.stop.signal).catch(() => undefined);
    const queue = this.#queues.get(name) ?? [];
    if (queue[0] !== holder) return;
    queue.shift();
    await this.#run(name);
  }
}
