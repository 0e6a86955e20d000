import { differing, digestOf } from '../../core/digest.ts';
import { remainingMs } from '../../core/remaining.ts';
import type { PullResponse, ScopePull } from '../../protocol/pull.ts';
import type { LeaderContext } from './context.ts';

const EVERY_MS = 600_000;

/**
 * Whether what is on the device is still what the server has. The log alone cannot tell: a row that a faulty disk, an
 * older version of the app or a person in the developer tools changed would stay wrong for good.
 */
export class DigestCheck {
  #comparedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly context: LeaderContext) {}

  due(): boolean {
    return remainingMs(this.#comparedAt, EVERY_MS, this.context.options.clock.now()) === 0;
  }

  /** The connection is back: compare with the next answer. */
  invalidate(): void {
    this.#comparedAt = Number.NEGATIVE_INFINITY;
  }

  /**
   * Compares after the answer was applied.
   * @returns the scopes that have to be read anew, with the tables in which they differ
   */
  diverged({ scopes }: PullResponse): { scope: string; pulled: ScopePull; tables: string[] }[] {
    const wrong: { scope: string; pulled: ScopePull; tables: string[] }[] = [];
    let all = true;
    for (const [scope, pulled] of Object.entries(scopes)) {
      if (pulled.status === 'forbidden') continue;
      if (!this.#comparable(scope, pulled)) {
        all = false;
        continue;
      }
      const tables = pulled.digest ? differing(pulled.digest, this.#digestHere(scope)) : [];
      if (tables.length > 0) wrong.push({ scope, pulled, tables });
    }
    if (all) this.#comparedAt = this.context.options.clock.now();
    return wrong;
  }

  /** Only where this device stands exactly where the server stood: a page short of it, or an answer ahead, proves nothing. */
  #comparable(scope: string, { status, more, seq, head, epoch }: ScopePull): boolean {
    const { memory } = this.context;
    const cursor = memory.scopes[scope]?.cursor;
    if (status !== 'ok' || more || seq !== head) return false;
    return cursor?.epoch === epoch && cursor.seq === seq && !memory.isAhead(scope, seq);
  }

  #digestHere(scope: string) {
    const { memory, options } = this.context;
    const { userId, schema } = options;
    const tables = scope === userId ? schema.userTables : schema.scopeTables;
    return Object.fromEntries(tables.map((table) => [table, digestOf(memory.confirmedRows(scope, table))]));
  }
}
