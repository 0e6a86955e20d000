import type { Json } from '../../protocol/json.ts';

/**
 * The one place that converts names: camelCase in the client, snake_case in the database. Only field names are converted,
 * and only the first segment of a path (`items/<id>/<prop>`): the inside of a JSON column is content and stays as
 * written. Tables and functions have the same name on both sides.
 */
type Fields = Readonly<Record<string, Json>>;

const columns = new Map<string, string>();
const fields = new Map<string, string>();

export function toColumn(field: string): string {
  return cached(columns, field, () => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

export function toField(column: string): string {
  return cached(fields, column, () => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));
}

function cached(cache: Map<string, string>, name: string, make: () => string): string {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const made = make();
  // A schema has some dozens of names; the limit keeps an unexpected response from filling memory.
  if (cache.size < 1_000) cache.set(name, made);
  return made;
}

export function toColumnPath(path: string): string {
  return mapFirstSegment(path, toColumn);
}

export function toFieldPath(path: string): string {
  return mapFirstSegment(path, toField);
}

function mapFirstSegment(path: string, map: (name: string) => string): string {
  const slash = path.indexOf('/');
  return slash < 0 ? map(path) : map(path.slice(0, slash)) + path.slice(slash);
}

/** Converts the keys of an object (a row, `set`, a request) and keeps every value. */
export function toColumns(values: Fields): Record<string, Json> {
  return Object.fromEntries(Object.entries(values).map(([path, value]) => [toColumnPath(path), value]));
}

/** The reverse. Anything but an object is returned as it is; the wire schemas check it afterwards. */
export function toFields(values: unknown): unknown {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return values;
  const renamed: Record<string, unknown> = {};
  for (const column in values)
    renamed[fields.get(column) ?? toFieldPath(column)] = (values as Record<string, unknown>)[column];
  return renamed;
}

/** Fields that are not camelCase or would not convert back to themselves; checked at the start. */
export function ambiguousFields(names: readonly string[]): readonly string[] {
  return names.filter((name) => toField(toColumn(name)) !== name || /[^a-zA-Z0-9]/.test(name));
}
