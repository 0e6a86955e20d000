import type { Live } from '../public-types.ts';

/** A live value that is set. Calls its listeners after the value has changed. */
export class Signal<T> implements Live<T> {
  #value: T;
  readonly #same: (a: T, b: T) => boolean;
  readonly #listeners = new Set<() => void>();

  constructor(value: T, same: (a: T, b: T) => boolean = Object.is) {
    this.#value = value;
    this.#same = same;
  }

  get = (): T => this.#value;

  set(value: T): void {
    if (this.#same(this.#value, value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** A live value that is computed when it is read. */
export class Derived<T> implements Live<T> {
  #value: T | undefined;
  #fresh = false;
  readonly #compute: () => T;
  readonly #listeners = new Set<() => void>();

  constructor(compute: () => T) {
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
    for (const listener of [...this.#listeners]) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** Listeners by key. */
export class ListenerMap {
  readonly #byKey = new Map<string, Set<() => void>>();

  add(key: string, listener: () => void): () => void {
    const listeners = this.#byKey.get(key) ?? new Set();
    this.#byKey.set(key, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#byKey.get(key) === listeners) this.#byKey.delete(key);
    };
  }

  notify(key: string): void {
    const listeners = this.#byKey.get(key);
    if (listeners) for (const listener of [...listeners]) listener();
  }

  notifyAll(): void {
    for (const key of [...this.#byKey.keys()]) this.notify(key);
  }
}
