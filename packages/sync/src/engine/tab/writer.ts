import type { Draft } from '../../core/coalesce.ts';
import { sameJson } from '../../core/equal.ts';
import { recordOf } from '../../core/keys.ts';
import { labelOf } from '../../core/label.ts';
import type { LocalDelta, LocalHead } from '../../core/local-state.ts';
import { planDiscard, planRetry, planWrites } from '../../core/outbox.ts';
import type { RecordKey } from '../../core/outbox-entry.ts';
import { overlaps, valueAt } from '../../core/paths.ts';
import { findUnstorableValue } from '../../core/storable.ts';
import { textsOnTop } from '../../core/text-conflicts.ts';
import { SyncError } from '../../protocol/errors.ts';
import type { Json } from '../../protocol/json.ts';
import type { Operation, PathValues } from '../../protocol/push.ts';
import type { Row } from '../../protocol/row.ts';
import type { EngineOptions } from '../options.ts';
import type { RecordWrite, SyncRepository } from '../public-types.ts';
import { ChangeSet } from './change-set.ts';
import type { CommitPipeline } from './commit-pipeline.ts';
import type { Memory, Provisional } from './memory.ts';

export interface WriterParts {
  readonly options: EngineOptions;
  readonly memory: Memory;
  readonly pipeline: CommitPipeline;
  /** Whether this tab leads and its push loop would send a write of this record at once. */
  readonly sendsAtOnce: (key: string, table: string) => boolean;
  readonly wakePush: () => void;
  /** Whether the user belongs to the scope, as far as the device knows. */
  readonly belongsTo: (scope: string) => boolean;
}

/**
 * The only write path: changes the view at once, stores the mutation in one short transaction, then wakes the push loop.
 * When the transaction fails, the view changes back and the promise rejects with the reason.
 */
export class Writer implements SyncRepository {
  constructor(private readonly parts: WriterParts) {}

  async insert(
    scope: string,
    table: string,
    values: Readonly<Record<string, Json>>,
    id = this.parts.options.ids.uuid(),
  ): Promise<string> {
    await this.#write([this.#insertion(scope, table, id, values)]);
    return id;
  }

  async insertAll(
    scope: string,
    table: string,
    rows: readonly Readonly<Record<string, Json>>[],
  ): Promise<readonly string[]> {
    const drafts = rows.map((values) => this.#insertion(scope, table, this.parts.options.ids.uuid(), values));
    await this.#write(drafts);
    return drafts.map((draft) => draft.record);
  }

  async update(key: RecordKey, set: PathValues, base?: Row): Promise<void> {
    await this.#write(this.#edits(key, set, base));
  }

  async delete(key: RecordKey): Promise<void> {
    await this.#write([this.#change(key, 'delete')]);
  }

  async restore(key: RecordKey): Promise<void> {
    await this.#write([this.#change(key, 'restore')]);
  }

  async writeAll(writes: readonly RecordWrite[]): Promise<void> {
    await this.#write(
      writes.flatMap((write) =>
        write.op === 'update' ? this.#edits(write.key, write.set, write.base) : [this.#change(write.key, write.op)],
      ),
    );
  }

  async retry(mutation: number): Promise<void> {
    await this.#decide(mutation, planRetry);
  }

  async discard(mutation: number): Promise<void> {
    await this.#decide(mutation, planDiscard);
  }

  async #decide(mutation: number, plan: (head: LocalHead, mutation: number) => LocalDelta | null): Promise<void> {
    const entry = this.parts.memory.outbox.get(mutation);
    if (!entry) return;
    const record = { scope: entry.scope, table: entry.table, id: entry.record };
    await this.parts.pipeline.commit({ records: [record], decide: (head) => plan(head, mutation) });
    this.parts.wakePush();
  }

  /** The mutations of one edit. */
  #edits(key: RecordKey, set: PathValues, base?: Row): readonly Draft[] {
    const shown = this.parts.memory.view(key.scope, key.table, key.id);
    const seen = base ?? shown;
    if (!seen || !shown)
      throw new SyncError('rejected', this.parts.options.messages.recordMissing, { code: 'not_found' });
    // A form submits all of its fields; only those that the person changed are written.
    const changed = Object.entries(set).filter(([path, value]) => !sameJson(valueAt(seen, path), value));
    if (changed.length === 0) return [];
    const texts = seen === shown ? {} : this.#textsOnTop(key, Object.fromEntries(changed), seen, shown);
    const rest = Object.fromEntries(changed.filter(([path]) => !(path in texts)));
    // Two mutations, each with its own base version: one for both would hide a conflict or report a false one.
    const onTop = Object.keys(texts).length > 0 ? this.#edits(key, texts) : [];
    return Object.keys(rest).length > 0 ? [this.#edit(key, rest, seen), ...onTop] : onTop;
  }

  #edit(key: RecordKey, set: PathValues, seen: Row): Draft {
    const was = Object.fromEntries(Object.keys(set).map((path) => [path, valueAt(seen, path)]));
    return this.#draft(key, 'update', set, was, this.#seenVersion(key, Object.keys(set), seen));
  }

  #textsOnTop(key: RecordKey, set: PathValues, seen: Row, shown: Row): Record<string, Json> {
    const { memory, options } = this.parts;
    const table = options.schema.tables[key.table];
    const changedHere =
      memory.entries(key.scope, key.table, key.id).length > 0 ||
      memory.confirmed(key.scope, key.table, key.id)?.updatedClient === memory.meta.clientId;
    return table ? textsOnTop(set, seen, shown, table, changedHere) : {};
  }

  /**
   * The base version of an edit. Where the person saw an unanswered edit of this device, they did not see the server's
   * newer value below it, so the base is that of the earlier edit. Otherwise a value that nobody saw would be overwritten
   * without a conflict.
   */
  #seenVersion(key: RecordKey, changed: readonly string[], seen: Row): number {
    const bases = this.parts.memory
      .entries(key.scope, key.table, key.id)
      .filter(({ op, rejected }) => op === 'update' && !rejected)
      .filter(({ set }) => Object.keys(set).some((mine) => changed.some((path) => overlaps(path, mine))))
      .map(({ base }) => base ?? seen.version);
    return Math.min(seen.version, ...bases);
  }

  #insertion(scope: string, table: string, id: string, values: Readonly<Record<string, Json>>): Draft {
    const set = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
    return this.#draft({ scope, table, id }, 'insert', set, {}, null);
  }

  #change(key: RecordKey, op: 'delete' | 'restore'): Draft {
    return this.#draft(key, op, {}, {}, this.parts.memory.view(key.scope, key.table, key.id)?.version ?? 0);
  }

  /** Changes the view, stores the mutations, and changes the view back if that fails. */
  async #write(drafts: readonly Draft[]): Promise<void> {
    const [first] = drafts;
    if (!first) return;
    const { memory, options, pipeline, sendsAtOnce, wakePush } = this.parts;
    const one = drafts.every(({ record }) => record === first.record);
    const sendNow = one && sendsAtOnce(recordOf(first), first.table);
    const textsOf = (table: string) => options.schema.tables[table]?.text;
    const shown = drafts.map(
      ({ scope, table, record, op, set }): Provisional => ({ scope, table, id: record, record, op, set }),
    );
    const hide = () => ChangeSet.merged(shown.map((each) => memory.removeProvisional(each)));
    pipeline.publish(shown.map((each) => memory.addProvisional(each)));
    try {
      // A new record has no outbox entries to read.
      const records = one ? shown.slice(0, 1) : shown.filter(({ op }) => op !== 'insert');
      const decide = (head: LocalHead) => planWrites(head, drafts, sendNow, textsOf);
      await pipeline.commit({ durable: true, records, decide }, hide);
    } catch (cause) {
      pipeline.publish([hide()]);
      throw cause;
    }
    wakePush();
  }

  /** A mutation without its id. @throws SyncError for an unknown table, a scope of others or an unstorable value. */
  #draft(key: RecordKey, op: Operation, set: PathValues, was: PathValues, base: number | null): Draft {
    const { options, memory, belongsTo } = this.parts;
    const { scope, table, id } = key;
    const tableSchema = options.schema.tables[table];
    if (!tableSchema)
      throw new SyncError('defect', options.messages.engineFailed(`there is no synced table "${table}"`));
    if (!belongsTo(scope)) throw new SyncError('rejected', options.messages.notAMember, { code: 'forbidden' });
    const path = findUnstorableValue(set);
    if (path !== null) throw new SyncError('rejected', options.messages.unstorable(path), { code: 'invalid', path });
    const label = labelOf(memory.view(scope, table, id), tableSchema);
    return { scope, table, record: id, op, set, was, base, at: options.clock.now(), ...(label && { label }) };
  }
}
