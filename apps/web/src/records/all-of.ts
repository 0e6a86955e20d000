import type { Live } from '@rockon/sync';

/** Several live values as one; a new array only when one of them changed. */
export function allOf<T>(lives: readonly Live<T>[]): Live<readonly T[]> {
  let last: readonly T[] = [];
  return {
    get() {
      const now = lives.map((live) => live.get());
      if (now.length !== last.length || now.some((value, index) => value !== last[index])) last = now;
      return last;
    },
    subscribe(listener) {
      const ends = lives.map((live) => live.subscribe(listener));
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
