import type { Json } from '@rockon/sync';
import type { Entity } from './fields/entity.ts';
import { sortedItems } from './fields/order.ts';
import { fold } from './fold.ts';
import { same, valueAt } from './paths.ts';
import type { SyncedRow } from './synced-row.ts';

/** One record of a file: only the fields that the file has, and the errors by field. */
export interface ImportRow {
  /** The line of the file, or the index in its list, from 1, for error messages. */
  readonly place: number;
  /** The record's id in the band that exported the file; null if the file has none. */
  readonly id: string | null;
  readonly values: Readonly<Record<string, Json>>;
  readonly errors: Readonly<Record<string, string>>;
  /**
   * In a file of unsent changes: the changed paths, the only ones set of an existing record; the record's label; and the
   * errors, by field, that make `values` incomplete as a new record.
   */
  readonly set?: Readonly<Record<string, Json>>;
  readonly label?: Readonly<Record<string, Json>>;
  readonly missing?: Readonly<Record<string, string>>;
}

/** What to do with a record that the band already has. */
export type OnExisting = 'skip' | 'fill' | 'overwrite';

type Values = Readonly<Record<string, Json>>;

/** What an import does with one record of the file. */
export type ImportAction = { readonly from: ImportRow } & (
  | { readonly kind: 'new'; readonly values: Values }
  /** `set` has fields and paths of map columns (`items/<id>`, null removes). */
  | { readonly kind: 'change'; readonly id: string; readonly fields: readonly string[]; readonly set: Values }
  | { readonly kind: 'same'; readonly id: string }
  /** The band has it with other values, and the person chose not to change it. */
  | { readonly kind: 'skipped'; readonly id: string }
  /** The file has it twice. */
  | { readonly kind: 'duplicate'; readonly first: number }
  | { readonly kind: 'invalid' }
);

const text = (value: unknown) => (typeof value === 'string' ? fold(value).replace(/\s+/g, ' ').trim() : '');

/** The key by which two records without a common id count as the same: ignores case, accents and spaces. */
export function matchKey({ matchedBy }: Pick<Entity, 'matchedBy'>, values: Values): string {
  return matchedBy.map((field) => text(values[field])).join('\n');
}

const isUnknown = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);

/** What a record of the file changes of the existing one. */
function changesOf(entity: Entity, row: Values, { values, changed }: Incoming, mode: OnExisting): Values {
  if (changed !== undefined) return changesAt(row, changed, mode);
  const set: Record<string, Json> = {};
  for (const [field, value] of Object.entries(values)) {
    const now = row[field] ?? entity.fields[field]?.unknown ?? null;
    if (mode === 'fill' && !isUnknown(row[field])) continue;
    if (!Object.hasOwn(entity.maps, field)) {
      if (!same(now, value)) set[field] = value;
      continue;
    }
    // Item by item, so that simultaneous edits of other items are kept.
    const [before, after] = [(row[field] ?? {}) as Values, value as Values];
    for (const id of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (!same(before[id] ?? null, after[id] ?? null)) set[`${field}/${id}`] = after[id] ?? null;
    }
  }
  return set;
}

/** The changed paths that differ from the row. A property of a missing item has no effect. */
function changesAt(row: Values, changed: Values, mode: OnExisting): Values {
  return Object.fromEntries(
    Object.entries(changed).filter(([path, value]) => {
      const [field = '', item, property] = path.split('/');
      if (property !== undefined && valueAt(row, `${field}/${item}`) === null) return false;
      const now = valueAt(row, path);
      return !same(now, value) && (mode !== 'fill' || isUnknown(now));
    }),
  );
}

/**
 * Plans an import, record by record, before anything is written. Existing values change only if `mode` says so: "fill"
 * sets unknown values, "overwrite" everything that the file has.
 * @param renamed maps ids of the file to ids of this band, if known
 */
export function planImport(
  entity: Entity,
  incoming: readonly ImportRow[],
  rows: readonly SyncedRow[],
  mode: OnExisting,
  renamed: (id: string) => string = (id) => id,
): readonly ImportAction[] {
  const byId = new Map(rows.map((row) => [row.id, row as SyncedRow & Values]));
  const byLikeness = new Map([...byId.values()].reverse().map((row) => [matchKey(entity, row), row]));
  const seen = new Map<string, number>();
  return incoming.map((from): ImportAction => {
    if (Object.keys(from.errors).length > 0) return { from, kind: 'invalid' };
    const values = withIds(entity, from.values, renamed);
    const change: Incoming = { values, changed: from.set && pathsWithIds(entity, from.set, renamed) };
    const like = matchKey(entity, { ...values, ...from.label });
    const row = (from.id === null ? undefined : byId.get(from.id)) ?? byLikeness.get(like);
    // If the file has ids, two songs with the same name are two songs.
    const name = row?.id ?? from.id ?? like;
    const first = seen.get(name);
    if (first !== undefined) return { from, kind: 'duplicate', first };
    seen.set(name, from.place);
    if (row === undefined) {
      if (Object.keys(from.missing ?? {}).length > 0)
        return { from: { ...from, errors: { ...from.missing } }, kind: 'invalid' };
      return { from, kind: 'new', values: { ...unknownOf(entity), ...values } };
    }
    const { id } = row;
    if (Object.keys(changesOf(entity, row, change, 'overwrite')).length === 0) return { from, kind: 'same', id };
    const set = mode === 'skip' ? {} : changesOf(entity, row, change, mode);
    if (Object.keys(set).length === 0) return { from, kind: 'skipped', id };
    return {
      from,
      kind: 'change',
      id,
      fields: [...new Set(Object.keys(set).map((path) => path.split('/')[0] ?? ''))],
      set,
    };
  });
}

interface Incoming {
  readonly values: Values;
  /** Only these paths, where the file has changes instead of records. */
  readonly changed: Values | undefined;
}

/** `withIds` for changed paths. */
function pathsWithIds(entity: Entity, set: Values, renamed: (id: string) => string): Values {
  return Object.fromEntries(
    Object.entries(set).map(([path, value]) => {
      const [field = '', item, property] = path.split('/');
      if (item === undefined) return [path, withIds(entity, { [field]: value }, renamed)[field] ?? null];
      const whole = property === undefined ? value : { [property]: value };
      if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return [path, value];
      const told = valueAt(withIds(entity, { [field]: { [item]: whole } }, renamed), `${field}/${item}`);
      return [path, property === undefined ? told : valueAt({ told }, `told/${property}`)];
    }),
  );
}

export function unknownOf(entity: Entity): Values {
  return Object.fromEntries([
    ...Object.entries(entity.fields).map(([name, { unknown }]) => [name, unknown]),
    ...Object.keys(entity.maps).map((name) => [name, {}]),
  ]);
}

/** A record's values with the ids of all references mapped. */
export function withIds(entity: Entity, values: Values, renamed: (id: string) => string): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (entity.fields[name]?.kind.type === 'reference')
        return [name, typeof value === 'string' ? renamed(value) : value];
      const shape: Readonly<Record<string, { readonly type: string }>> | undefined = entity.maps[name]?.shape;
      if (shape === undefined || typeof value !== 'object' || value === null) return [name, value];
      const items = Object.entries(value as Readonly<Record<string, Values>>).map(([id, item]) => {
        const properties = Object.entries(item).map(([property, held]) => [
          property,
          shape[property]?.type === 'id' && typeof held === 'string' ? renamed(held) : held,
        ]);
        return [id, Object.fromEntries(properties)];
      });
      return [name, Object.fromEntries(items)];
    }),
  );
}

/** Only the entity's fields, in its order: no bookkeeping, no ids of people. */
export function valuesOf(entity: Entity, row: Values): Values {
  const maps = Object.keys(entity.maps).map((name) => {
    const items = sortedItems((row[name] ?? {}) as Readonly<Record<string, { readonly order: string }>>);
    return [name, Object.fromEntries(items.map(({ id, ...item }) => [id, item]))];
  });
  const fields = Object.entries(entity.fields).map(([name, { unknown }]) => [name, row[name] ?? unknown]);
  return Object.fromEntries([...fields, ...maps]);
}
