import type { Json } from '../protocol/json.ts';
import type { PathValues } from '../protocol/push.ts';
import type { Row } from '../protocol/row.ts';
import type { TableSchema } from './schema.ts';

/** Characters kept of one value: a thousand pending changes must not fill the device with labels. */
const MAX_LENGTH = 200;

/** The values by which a person recognizes the record; undefined where there is none. */
export function labelOf(row: Row | undefined, { label = [] }: TableSchema): PathValues | undefined {
  if (!row) return undefined;
  const values: [string, Json][] = [];
  for (const field of label) {
    const value = row[field];
    if (typeof value === 'string') values.push([field, value.slice(0, MAX_LENGTH)]);
    else if (typeof value === 'number' || typeof value === 'boolean') values.push([field, value]);
  }
  return values.length === 0 ? undefined : Object.fromEntries(values);
}
