import { isDeepStrictEqual } from 'node:util';

export type Meta = Readonly<Record<string, unknown>> & { readonly phx_ref: string };
export type Metas = Readonly<Record<string, { readonly metas: readonly Meta[] }>>;

export interface PresenceDiff {
  readonly joins: Metas;
  readonly leaves: Metas;
}

interface Entry {
  readonly key: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly meta: Meta;
}

/** Presence of one topic. A member is one channel of one socket; several members may share a key. */
export class Presence {
  readonly #entries = new Map<object, Entry>();
  readonly #newRef: () => string;

  constructor(newRef: () => string) {
    this.#newRef = newRef;
  }

  /** Null if key and payload are unchanged, so that nothing is broadcast. */
  track(member: object, key: string, payload: Readonly<Record<string, unknown>>): PresenceDiff | null {
    const before = this.#entries.get(member);
    if (before !== undefined && before.key === key && isDeepStrictEqual(before.payload, payload)) return null;
    const previous = before === undefined ? {} : { phx_ref_prev: before.meta.phx_ref };
    const meta = { ...payload, phx_ref: this.#newRef(), ...previous };
    this.#entries.set(member, { key, payload, meta });
    return { joins: metasOf(key, meta), leaves: before === undefined ? {} : metasOf(before.key, before.meta) };
  }

  /** Null if the member was not present. */
  untrack(member: object): PresenceDiff | null {
    const before = this.#entries.get(member);
    if (before === undefined) return null;
    this.#entries.delete(member);
    return { joins: {}, leaves: metasOf(before.key, before.meta) };
  }

  state(): Metas {
    const state: Record<string, { metas: Meta[] }> = {};
    for (const { key, meta } of this.#entries.values()) {
      const known = Object.hasOwn(state, key) ? state[key] : undefined;
      if (known === undefined) define(state, key, { metas: [meta] });
      else known.metas.push(meta);
    }
    return state;
  }

  get size(): number {
    return this.#entries.size;
  }
}

function metasOf(key: string, meta: Meta): Metas {
  return define({}, key, { metas: [meta] });
}

/** Keys come from clients, so `__proto__` must become an ordinary property. */
function define<T>(target: Record<string, T>, key: string, value: T): Record<string, T> {
  return Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
