import type { Json as Value } from '@rockon/sync';

/** The value at a path of a row (`title`, `items/<id>`, `items/<id>/<property>`); null where there is none. */
export function valueAt(row: object | null | undefined, path: string): Value {
  let value: unknown = row;
  for (const key of path.split('/')) {
    value = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
  }
  return (value ?? null) as Value;
}

/** Whether two JSON values are equal; a missing value equals null. */
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

const isObject = (value: unknown): value is Readonly<Record<string, Value>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What to write to restore a field's old value: the field, or of a map column only the items that differ, so that
 * simultaneous edits of other items are kept.
 */
export function backTo(field: string, now: unknown, old: Value, isMap: boolean): Readonly<Record<string, Value>> {
  if (same(now, old)) return {};
  if (!isMap || !isObject(now)) return { [field]: old };
  const was = isObject(old) ? old : {};
  const ids = [...new Set([...Object.keys(now), ...Object.keys(was)])];
  const differing = ids.filter((id) => !same(now[id], was[id]));
  return Object.fromEntries(differing.map((id) => [`${field}/${id}`, was[id] ?? null]));
}
