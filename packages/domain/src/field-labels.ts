import { formatDay } from './days.ts';
import { formatDuration } from './duration.ts';
import { ENTITIES } from './entities.ts';
import type { Entity } from './fields/entity.ts';
import { valueAt } from './paths.ts';
import { formatNumber, plural } from './plural.ts';

const entities: readonly Entity[] = Object.values(ENTITIES);

/** A label inside a sentence: `Duration` -> `duration`, `BPM` -> `BPM`. */
const inSentence = (label: string) =>
  label === label.toUpperCase() ? label : label.charAt(0).toLowerCase() + label.slice(1);

const FIELD_NAMES: ReadonlyMap<string, string> = new Map(
  entities.flatMap(({ fields, maps }) =>
    [...Object.entries(fields), ...Object.entries(maps)].map(
      ([field, { label }]) => [field, inSentence(label)] as const,
    ),
  ),
);

function propertyName(map: string, property: string): string {
  for (const { maps } of entities) {
    const rule = maps[map]?.shape[property];
    if (rule !== undefined) return 'label' in rule ? inSentence(rule.label) : property;
  }
  return property;
}

const itemNoun = (map: string): string | undefined =>
  entities.map(({ maps }) => maps[map]?.noun).find((each) => each !== undefined);

/** `durationSeconds` -> `duration`, `bpm` -> `BPM`, `items/<id>/key` -> `item key`, `objectives/<id>` -> `objective`. */
export function fieldName(path: string): string {
  const [field = path, item, property] = path.split('/');
  if (item === undefined) return FIELD_NAMES.get(field) ?? field;
  const noun = itemNoun(field) ?? 'item';
  return property === undefined ? noun : `${noun} ${propertyName(field, property)}`;
}

const DURATIONS = new Set(
  entities.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([field, { kind }]) => (kind.type === 'duration' ? [field] : [])),
  ),
);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text that a person gave an item; null for one without, such as a break. */
function itemText(item: Readonly<Record<string, unknown>>): string | null {
  for (const property of ['title', 'text', 'name', 'label', 'url']) {
    const words = item[property];
    if (typeof words === 'string' && words !== '') return words;
  }
  return null;
}

const itemKind = (item: Readonly<Record<string, unknown>>): string =>
  typeof item.kind === 'string' ? `a ${item.kind}` : JSON.stringify(item);

const itemInWords = (item: Readonly<Record<string, unknown>>): string => itemText(item) ?? itemKind(item);

/** An item inside a sentence: `“Creep”`, `a break`. */
export function quotedItem(item: unknown): string {
  if (!isRecord(item)) return 'an item';
  const words = itemText(item);
  return words === null ? itemKind(item) : `“${words}”`;
}

/** A value as text for people; "empty" where there is none. */
export function valueInWords(path: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return 'empty';
  const [field = path, item, property] = path.split('/');
  if (typeof value === 'number' && (DURATIONS.has(path) || property === 'seconds')) return formatDuration(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) {
    if (value.length === 0) return 'empty';
    return value.map((each) => (isRecord(each) ? itemInWords(each) : String(each))).join(', ');
  }
  if (!isRecord(value)) return field === 'date' && typeof value === 'string' ? formatDay(value) : String(value);
  if (item !== undefined) return itemInWords(value);
  const count = Object.keys(value).length;
  const noun = itemNoun(field);
  if (noun === undefined) return JSON.stringify(value);
  return count === 0 ? 'empty' : plural(count, `1 ${noun}`, `${formatNumber(count)} ${noun}s`);
}

/**
 * The name of a changed path inside a sentence: `key`, `“Creep”`, `key of “Creep”`, `moved “Creep”`. The item is looked
 * up in `rows`, versions of the record, the most likely first.
 */
export function changedPart(path: string, ...rows: readonly (object | null | undefined)[]): string {
  const [field = path, item, property] = path.split('/');
  if (item === undefined) return fieldName(path);
  const found = rows.map((row): unknown => valueAt(row, `${field}/${item}`)).find(isRecord);
  if (found === undefined) return fieldName(path);
  if (property === undefined) return quotedItem(found);
  if (isPlace(path)) return `moved ${quotedItem(found)}`;
  return `${propertyName(field, property)} of ${quotedItem(found)}`;
}

/** The same at the start of a line: `Key`, `“Creep”`, `Key of “Creep”`, `Moved “Creep”`. */
export function placeName(path: string, ...rows: readonly (object | null | undefined)[]): string {
  const words = changedPart(path, ...rows);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether a path holds an item's order key, whose value means nothing to people. */
export const isPlace = (path: string): boolean => path.split('/')[2] === 'order';
