import { differing, digestOf } from '../../core/digest.ts';
import { remainingMs } from '../../core/remaining.ts';
import type { PullResponse, ScopePull } from '../../protocol/pull.ts';
import type { LeaderContext } from './context.ts';

const EVERY_MS = 600_000;

/**
 * Compares the device's rows with the server's by count and versions. The log cannot reveal a row that was changed by a
 * faulty disk, an older version of the app or the developer tools; without this check it would stay wrong.
 */
export class DigestCheck {
  #comparedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly context: LeaderContext) {}

  due(): boolean {
    return remainingMs(this.#comparedAt, EVERY_MS, this.context.options.clock.now()) === 0;
  }

  /** The connection was lost in between: compare with the next pull. */
  invalidate(): void {
    this.#comparedAt = Number.NEGATIVE_INFINITY;
  }

  /**
   * Compares after the pull was applied.
   * @returns the scopes to read again, with the tables that differ
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

  /**
   * Only when the cursor equals the server's head: while a page is missing, or a push result is ahead of it, rows may
   * differ.
   */
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
