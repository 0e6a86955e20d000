import type { Json } from '../protocol/json.ts';
import type { PathValues } from '../protocol/push.ts';

type JsonObject = { readonly [key: string]: Json };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path (`title`, `items/<id>`, `items/<id>/<prop>`); null without one. */
export function valueAt(row: JsonObject, path: string): Json {
  let value: Json | undefined = row;
  for (const key of path.split('/')) value = isObject(value) ? value[key] : undefined;
  return value ?? null;
}

/**
 * The row with the values set, by the server's rules: a field takes the value, null included. Inside a map field null
 * removes the item or the property. A property of a deleted item has no effect: it must not bring half of the item back.
 */
export function withPaths<R extends JsonObject>(row: R, set: PathValues): R {
  const next: Record<string, Json> = { ...row };
  for (const [path, value] of Object.entries(set)) {
    const [field, item, prop] = path.split('/');
    if (field === undefined) continue;
    if (item === undefined) next[field] = value;
    else next[field] = withItem(next[field], item, prop, value);
  }
  return next as R;
}

function withItem(map: Json | undefined, item: string, prop: string | undefined, value: Json): Json {
  const items: Record<string, Json> = isObject(map) ? { ...map } : {};
  if (prop === undefined) return put(items, item, value);
  const old = items[item];
  if (!isObject(old)) return items;
  items[item] = put({ ...old }, prop, value);
  return items;
}

function put(object: Record<string, Json>, key: string, value: Json): Record<string, Json> {
  if (value === null) delete object[key];
  else object[key] = value;
  return object;
}

/** Whether the paths are equal or one contains the other: `items/a` contains `items/a/note`. */
export function overlaps(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}
