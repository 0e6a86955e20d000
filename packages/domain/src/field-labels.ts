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

const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The same at the start of a line: `Key`, `“Creep”`, `Key of “Creep”`, `Moved “Creep”`. */
export function placeName(path: string, ...rows: readonly (object | null | undefined)[]): string {
  return capitalized(changedPart(path, ...rows));
}

/**
 * What happened at a changed path of a record's new version, within a sentence: `key`, `added “Creep”`,
 * `checked off “Tight endings”`. An item is set as a whole only when it is added.
 */
export function changeInWords(path: string, row: object | null): string {
  const [field = path, item, property] = path.split('/');
  const found = item === undefined ? undefined : valueAt(row, `${field}/${item}`);
  if (!isRecord(found)) return changedPart(path, row);
  if (property === undefined) return `added ${quotedItem(found)}`;
  return isTick(path) ? tickInWords(found, found.done) : changedPart(path, row);
}

/** A ticked or unticked item, at the start of a line: `Checked off “Tight endings”`. */
export function tickOf(path: string, is: unknown, ...rows: readonly (object | null | undefined)[]): string {
  const [field = path, item] = path.split('/');
  const found = rows.map((row): unknown => valueAt(row, `${field}/${item}`)).find(isRecord);
  return capitalized(tickInWords(found, is));
}

const tickInWords = (item: unknown, done: unknown): string =>
  `${done === true ? 'checked off' : 'unchecked'} ${quotedItem(item)}`;

/** Whether a path holds whether an item is done. */
export const isTick = (path: string): boolean => path.split('/')[2] === 'done';

/** Whether a path holds an item's order key, whose value means nothing to people. */
export const isPlace = (path: string): boolean => path.split('/')[2] === 'order';
