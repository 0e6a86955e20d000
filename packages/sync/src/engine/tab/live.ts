import type { Live } from '../public-types.ts';

/** Whom to call after a change. */
export class Listeners<Arguments extends readonly unknown[] = []> {
  readonly #all = new Set<(...what: Arguments) => void>();

  get size(): number {
    return this.#all.size;
  }

  subscribe = (listener: (...what: Arguments) => void): (() => void) => {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  };

  notify(...what: Arguments): void {
    for (const listener of [...this.#all]) listener(...what);
  }
}

/** A live value that is set. Calls its listeners after the value has changed. */
export class Signal<T> extends Listeners implements Live<T> {
  #value: T;
  readonly #same: (a: T, b: T) => boolean;

  constructor(value: T, same: (a: T, b: T) => boolean = Object.is) {
    super();
    this.#value = value;
    this.#same = same;
  }

  get = (): T => this.#value;

  set(value: T): void {
    if (this.#same(this.#value, value)) return;
    this.#value = value;
    this.notify();
  }
}

/** A live value that is computed when it is read. */
export class Derived<T> extends Listeners implements Live<T> {
  #value: T | undefined;
  #fresh = false;
  readonly #compute: () => T;

  constructor(compute: () => T) {
    super();
    this.#compute = compute;
  }

  get = (): T => {
    if (!this.#fresh) {
      this.#value = this.#compute();
      this.#fresh = true;
    }
    return this.#value as T;
  };

  invalidate(): void {
    this.#fresh = false;
    this.notify();
  }
}

/** Listeners by key. */
export class ListenerMap {
  readonly #byKey = new Map<string, Listeners>();

  add(key: string, listener: () => void): () => void {
    const listeners = this.#byKey.get(key) ?? new Listeners();
    this.#byKey.set(key, listeners);
    const end = listeners.subscribe(listener);
    return () => {
      end();
      if (listeners.size === 0 && this.#byKey.get(key) === listeners) this.#byKey.delete(key);
    };
  }

  notify(key: string): void {
    this.#byKey.get(key)?.notify();
  }

  notifyAll(): void {
    for (const key of [...this.#byKey.keys()]) this.notify(key);
  }
}
