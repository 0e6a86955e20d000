import {
  CONFLICTS_TABLE,
  ownTextConflict,
  planTextMerge,
  settledText,
  type TextConflict,
} from '../../core/text-conflicts.ts';
import type { Row } from '../../protocol/row.ts';
import { LevelTrigger } from '../level-trigger.ts';
import type { LeaderContext } from './context.ts';

/** Resolves text conflicts of this device's own edits wherever both texts merge. Level-triggered. */
export class TextMerges {
  readonly #wake: LevelTrigger;
  /** Conflicts that do not merge, with the versions compared: long texts are not compared twice. */
  readonly #forPerson = new Map<string, string>();

  constructor(
    private readonly context: LeaderContext,
    private readonly pushSoon: () => void,
  ) {
    this.#wake = new LevelTrigger(context.options.clock);
  }

  /** Something changed while there are open conflicts. */
  check(): void {
    this.#wake.set();
  }

  async run(): Promise<void> {
    const { signal } = this.context;
    while (!signal.aborted) {
      // A failed transaction is retried with the next change.
      await this.#resolveAll().catch(() => undefined);
      await this.#wake.wait(signal, null);
    }
  }

  async #resolveAll(): Promise<void> {
    const { memory, options, signal } = this.context;
    if (!Object.values(options.schema.tables).some((table) => table.text)) return;
    for (const scope of Object.keys(memory.scopes)) {
      const conflicts = [...memory.confirmedRows(scope, CONFLICTS_TABLE)].filter((row) => row.open === true);
      for (const conflict of conflicts.sort(byAge)) if (!signal.aborted) await this.#resolve(scope, conflict.id);
    }
  }

  async #resolve(scope: string, id: string): Promise<void> {
    const found = this.#find(scope, id);
    if (!found) return;
    const state = `${found.conflict.version}/${found.record.version}`;
    if (this.#forPerson.get(id) === state) return;
    const settled = settledText(found);
    if (!settled) {
      if (this.#forPerson.size > 1_000) this.#forPerson.clear();
      this.#forPerson.set(id, state);
      return;
    }
    const commit = await this.context.commitServer({
      scope,
      decide: (head) => {
        // While this commit waited, the conflict or the record may have changed: then the next round looks at it again.
        const now = this.#find(scope, id);
        const same = now?.conflict === found.conflict && now.record === found.record;
        return same ? planTextMerge(head, scope, found, settled.text, this.context.options.clock.now()) : null;
      },
    });
    if (commit) this.pushSoon();
  }

  #find(scope: string, id: string): TextConflict | null {
    const { memory, options } = this.context;
    const conflict = memory.confirmed(scope, CONFLICTS_TABLE, id);
    const self = { userId: options.userId, clientId: memory.meta.clientId };
    return conflict
      ? ownTextConflict(conflict, self, options.schema, (table, record) => memory.confirmed(scope, table, record))
      : null;
  }
}

const byAge = (a: Row, b: Row): number =>
  String(a.createdAt) < String(b.createdAt) ? -1 : String(a.createdAt) > String(b.createdAt) ? 1 : a.id < b.id ? -1 : 1;
