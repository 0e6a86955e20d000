import type { Live } from '../public-types.ts';
import { Listeners } from './live.ts';

/**
 * The ids of one table's unread records. The first read checks all rows; after that only changed rows are checked, so that
 * a page of a snapshot does not check all earlier rows again.
 */
export class UnreadSet extends Listeners implements Live<ReadonlySet<string>> {
  #ids: ReadonlySet<string> = new Set();
  #fresh = false;
  readonly #allIds: () => Iterable<string>;
  readonly #isUnread: (id: string) => boolean;

  constructor(allIds: () => Iterable<string>, isUnread: (id: string) => boolean) {
    super();
    this.#allIds = allIds;
    this.#isUnread = isUnread;
  }

  get = (): ReadonlySet<string> => {
    if (!this.#fresh) {
      const ids = new Set<string>();
      for (const id of this.#allIds()) if (this.#isUnread(id)) ids.add(id);
      if (!sameIds(ids, this.#ids)) this.#ids = ids;
      this.#fresh = true;
    }
    return this.#ids;
  };

  /** Some records changed. */
  update(changed: Iterable<string>): void {
    if (!this.#fresh) return;
    let next: Set<string> | null = null;
    for (const id of changed) {
      const unread = this.#isUnread(id);
      if (unread === this.#ids.has(id)) continue;
      next ??= new Set(this.#ids);
      if (unread) next.add(id);
      else next.delete(id);
    }
    if (!next) return;
    this.#ids = next;
    this.notify();
  }

  /** Read marks or memberships changed: any record may have become read or unread. */
  invalidate(): void {
    if (!this.#fresh) return;
    this.#fresh = false;
    this.notify();
  }
}

function sameIds(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size !== b.size) return false;
  for (const id of a) if (!b.has(id)) return false;
  return true;
}
