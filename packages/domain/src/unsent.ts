import type { Json } from '@rockon/sync';
import { entityOf } from './entities.ts';
import { isPlace, placeName, valueInWords } from './field-labels.ts';
import type { Entity } from './fields/entity.ts';
import { itemName } from './notices.ts';

type Values = Readonly<Record<string, Json>>;

/** A change that exists only on this device, readable without its record. */
export interface Unsent {
  readonly table: string;
  readonly id: string;
  readonly op: 'insert' | 'update' | 'delete' | 'restore';
  /** Changed paths with their new values, and what was seen there before. */
  readonly set: Values;
  readonly was: Values;
  /** What the record was called. */
  readonly label: Values;
  /** Device time in ms. */
  readonly at: number;
}

/** One changed field in words; `before` is null for a new record. */
export interface UnsentLine {
  readonly path: string;
  readonly field: string;
  readonly before: string | null;
  readonly after: string;
}

/** What the record is called; null where the change does not say. */
export const unsentName = ({ label, set }: Pick<Unsent, 'label' | 'set'>): string | null =>
  itemName({ ...label, ...set });

/** The changed fields as a person reads them. Places of items are left out: their values say nothing. */
export function unsentLines({ op, set, was }: Pick<Unsent, 'op' | 'set' | 'was'>): readonly UnsentLine[] {
  const items = itemsOf(was, set);
  return Object.entries(set).flatMap(([path, value]) => {
    if (isPlace(path) || (op === 'insert' && isBlank(value))) return [];
    const before = op === 'insert' ? null : valueInWords(path, was[path]);
    return [{ path, field: placeName(path, items), before, after: valueInWords(path, value) }];
  });
}

/** All of it as text, to be pasted anywhere: `“Jolene” by Dolly Parton`, then a line for each field. */
export function unsentText(unsent: Unsent): string {
  const lines = unsentLines(unsent).map(({ field, before, after }) =>
    before === null ? `${field}: ${after}` : `${field}: ${after} (was: ${before})`,
  );
  return [unsentName(unsent) ?? entityOf(unsent.table)?.noun ?? '', ...lines].filter((line) => line !== '').join('\n');
}

/**
 * What was typed as the values of a new record, for a change whose record is gone: the changed fields, what the record was
 * called, and the items that were added as a whole.
 */
export function newRecordOf(entity: Entity, { label, set }: Pick<Unsent, 'label' | 'set'>): Values {
  const values: Record<string, Json> = {};
  for (const [field, value] of Object.entries({ ...label, ...set })) if (entity.fields[field]) values[field] = value;
  for (const map of Object.keys(entity.maps)) {
    const items = { ...(isObject(set[map]) ? set[map] : {}), ...wholeItems(map, set) };
    if (Object.keys(items).length > 0) values[map] = items;
  }
  return values;
}

/** Whether `newRecordOf` holds all that was typed: properties of items need the items, which are gone. */
export const fitsNewRecord = (entity: Entity, { set }: Pick<Unsent, 'set'>): boolean =>
  Object.entries(set).every(([path, value]) => {
    const [field = '', item, property] = path.split('/');
    if (item === undefined) return entity.fields[field] !== undefined || entity.maps[field] !== undefined;
    return property === undefined && isObject(value);
  });

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isBlank = (value: Json): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

function wholeItems(map: string, set: Values): Values {
  const items: Record<string, Json> = {};
  for (const [path, value] of Object.entries(set)) {
    const [field, item, property] = path.split('/');
    if (field === map && item !== undefined && property === undefined && isObject(value)) items[item] = value;
  }
  return items;
}

/** The items that a change holds whole, to name their properties by: `{ items: { a: {…} } }`. */
function itemsOf(...sides: readonly Values[]): object {
  const maps: Record<string, Record<string, Json>> = {};
  for (const [path, value] of sides.flatMap((side) => Object.entries(side))) {
    const [field = '', item, property] = path.split('/');
    if (item !== undefined && property === undefined && isObject(value))
      maps[field] = { ...maps[field], [item]: value };
  }
  return maps;
}

/**
 * Several changes of one record as one, in their order; the last one says when. A later whole replaces earlier parts, and a
 * later part is put into an earlier whole. Null where nothing is left to do: a new record that was deleted again.
 */
export function combined(changes: readonly Unsent[]): Unsent | null {
  const [first, ...later] = changes;
  if (first === undefined) return null;
  return later.reduce<Unsent | null>((before, next) => (before === null ? next : followedBy(before, next)), first);
}

function followedBy(before: Unsent, next: Unsent): Unsent | null {
  if (next.op === 'delete') return before.op === 'insert' ? null : next;
  if (next.op === 'restore') return before.op === 'delete' ? null : before;
  if (before.op === 'delete') return next;
  const set: Record<string, Json> = { ...before.set };
  for (const [path, value] of Object.entries(next.set)) {
    for (const inner of Object.keys(set)) if (inner.startsWith(`${path}/`)) delete set[inner];
    const outer = Object.keys(set).find((whole) => path.startsWith(`${whole}/`));
    if (outer === undefined) set[path] = value;
    else set[outer] = putInto(set[outer] ?? null, path.slice(outer.length + 1).split('/'), value);
  }
  return {
    ...next,
    op: before.op === 'insert' ? 'insert' : next.op,
    label: before.label,
    set,
    was: { ...next.was, ...before.was },
  };
}

/** A removed item stays removed: a property brings nothing back. */
function putInto(whole: Json, [key = '', ...rest]: readonly string[], value: Json): Json {
  if (!isObject(whole)) return whole;
  if (rest.length > 0) return { ...whole, [key]: putInto(whole[key] ?? null, rest, value) };
  const { [key]: _, ...others } = whole;
  return value === null ? others : { ...others, [key]: value };
}
