import { formatDay } from './days.ts';
import { formatDuration } from './duration.ts';
import { ENTITIES } from './entities.ts';
import type { Entity } from './fields/entity.ts';
import { valueAt } from './paths.ts';

const entities: readonly Entity[] = Object.values(ENTITIES);

/** A label within a sentence: `Duration` -> `duration`, `BPM` -> `BPM`. */
const inSentence = (label: string) =>
  label === label.toUpperCase() ? label : label.charAt(0).toLowerCase() + label.slice(1);

const FIELD_NAMES: ReadonlyMap<string, string> = new Map(
  entities.flatMap(({ fields, maps }) =>
    [...Object.entries(fields), ...Object.entries(maps)].map(
      ([field, { label }]) => [field, inSentence(label)] as const,
    ),
  ),
);

function itemPropertyName(map: string, property: string): string {
  for (const { maps } of entities) {
    const rule = maps[map]?.shape[property];
    if (rule !== undefined)
      return 'label' in rule ? inSentence(rule.label) : rule.type === 'order' ? 'place' : property;
  }
  return property;
}

/** `durationSeconds` -> `duration`, `bpm` -> `BPM`, `items/<id>/key` -> `key of an item`, `objectives/<id>` -> `objective`. */
export function fieldName(path: string): string {
  const [field = path, item, property] = path.split('/');
  if (item === undefined) return FIELD_NAMES.get(field) ?? field;
  const noun = entities.map(({ maps }) => maps[field]?.noun).find((each) => each !== undefined) ?? 'item';
  if (property === undefined) return noun;
  return `${itemPropertyName(field, property)} of an ${noun}`.replace(/ an (?=[^aeiou])/, ' a ');
}

const DURATIONS = new Set(
  entities.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([field, { kind }]) => (kind.type === 'duration' ? [field] : [])),
  ),
);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An item of a map column as a person reads it: its own words, else what kind of thing it is. */
function itemInWords(item: Readonly<Record<string, unknown>>): string {
  for (const property of ['title', 'text', 'name', 'label', 'url']) {
    const words = item[property];
    if (typeof words === 'string' && words !== '') return words;
  }
  return typeof item.kind === 'string' ? `a ${item.kind}` : JSON.stringify(item);
}

/** A value of a record as a person reads it; "nothing" for what is empty. */
export function valueInWords(path: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  const [field = path, item, property] = path.split('/');
  if (typeof value === 'number' && (DURATIONS.has(path) || property === 'seconds')) return formatDuration(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) {
    if (value.length === 0) return 'nothing';
    return value.map((each) => (isRecord(each) ? itemInWords(each) : String(each))).join(', ');
  }
  if (!isRecord(value)) return field === 'date' && typeof value === 'string' ? formatDay(value) : String(value);
  if (item !== undefined) return itemInWords(value);
  const count = Object.keys(value).length;
  const noun = entities.map(({ maps }) => maps[field]?.noun).find((each) => each !== undefined);
  if (noun === undefined) return JSON.stringify(value);
  return count === 0 ? 'nothing' : `${count} ${count === 1 ? noun : `${noun}s`}`;
}

/**
 * What a path is called in the record that it belongs to: `Key`, `“Creep”`, `Key of “Creep”`. `rows` are the record's
 * versions in which to look for the item, the likeliest first.
 */
export function placeName(path: string, ...rows: readonly (object | null | undefined)[]): string {
  const [field = path, item, property] = path.split('/');
  const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
  if (item === undefined) return capital(fieldName(path));
  const found = rows.map((row): unknown => valueAt(row, `${field}/${item}`)).find(isRecord);
  if (found === undefined) return capital(fieldName(path));
  const words = itemInWords(found);
  const name = words.startsWith('a ') ? words : `“${words}”`;
  return property === undefined ? capital(name) : `${capital(itemPropertyName(field, property))} of ${name}`;
}

/** Whether a path holds an item's order key, which says nothing to a person. */
export const isPlace = (path: string): boolean => path.split('/')[2] === 'order';
