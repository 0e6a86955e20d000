import * as z from 'zod/mini';
import { formatDuration, MAX_DURATION_SECONDS, parseDuration } from '../duration.ts';
import { formatLinks, type Link, links as linksSchema, parseLinks } from '../links.ts';
import { formatTags, parseTags, tags as tagsSchema } from '../tags.ts';
import { optionalInteger, optionalText, requiredText as requiredTextSchema } from '../text.ts';
import { isClock, isDay, isZone } from './clock.ts';

/** What a field holds, as data: forms choose their input by it, and mock data and tests of limits are made from it. */
export type FieldKind =
  | { readonly type: 'text'; readonly max: number; readonly required: boolean; readonly long: boolean }
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  | { readonly type: 'duration'; readonly max: number }
  | { readonly type: 'oneOf'; readonly options: Readonly<Record<string, string>> }
  | { readonly type: 'tags' | 'links' | 'localDate' | 'localTime' | 'timeZone' | 'currency' | 'reference' };

/**
 * One field of an entity: its validation, its label, and its text form in forms and CSV files. An unknown value is null
 * (or an empty list), never a guess.
 */
export interface Field<V> {
  /** Shown above an input and as the head of a CSV column. */
  readonly label: string;
  readonly kind: FieldKind;
  readonly schema: z.ZodMiniType<V>;
  /** The value that means "not known". */
  readonly unknown: V | null;
  format(value: V): string;
  /** Never throws: text that cannot be parsed becomes a value that the schema rejects with the field's own message. */
  parse(text: string): unknown;
}

const asTyped = { format: (value: string | null) => value ?? '', parse: (text: string) => text };

/** One line, or with `long` several; changes in different places of a long text are merged without asking. */
export function text(label: string, max: number, { long = false } = {}): Field<string | null> {
  const kind = { type: 'text', max, required: false, long } as const;
  return { label, kind, schema: optionalText(label, max), unknown: null, ...asTyped };
}

export function requiredText(label: string, max: number): Field<string> {
  const kind = { type: 'text', max, required: true, long: false } as const;
  return { label, kind, schema: requiredTextSchema(label, max), unknown: null, ...asTyped };
}

export function integer(label: string, min: number, max: number): Field<number | null> {
  return {
    label,
    kind: { type: 'integer', min, max },
    schema: optionalInteger(label, min, max),
    unknown: null,
    format: (value) => (value === null ? '' : String(value)),
    parse(typed) {
      const trimmed = typed.trim();
      if (trimmed === '') return null;
      return /^\d{1,10}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
    },
  };
}

/** A duration in whole seconds, typed and shown as minutes and seconds. Bare numbers below `minutesBelow` are minutes. */
export function duration(label: string, max = MAX_DURATION_SECONDS, minutesBelow = 60): Field<number | null> {
  const error = `${label} must be minutes and seconds, like 3:45, up to ${max / 3600} hours`;
  return {
    label,
    kind: { type: 'duration', max },
    schema: z.nullable(z.number(error).check(z.refine((n) => Number.isInteger(n) && n >= 1 && n <= max, { error }))),
    unknown: null,
    format: (value) => (value === null ? '' : formatDuration(value)),
    parse: (typed) => (typed.trim() === '' ? null : (parseDuration(typed, minutesBelow) ?? Number.NaN)),
  };
}

const LIST = new Intl.ListFormat('en-US', { type: 'disjunction' });

/** One of several options; `options` has their labels in the order of the menu. */
export function oneOf<const O extends Readonly<Record<string, string>>>(
  label: string,
  options: O,
): Field<(keyof O & string) | null> {
  const words = Object.keys(options) as [keyof O & string, ...(keyof O & string)[]];
  const list = LIST.format(Object.values(options));
  return {
    label,
    kind: { type: 'oneOf', options },
    schema: z.nullable(z.enum(words, `${label} must be ${list}`)) as unknown as z.ZodMiniType<
      (keyof O & string) | null
    >,
    unknown: null,
    format: (value) => value ?? '',
    // A spreadsheet may hold the label: "Ready" is `ready`, "Canceled" is `cancelled`.
    parse(typed) {
      const word = typed.trim().toLowerCase();
      return word === '' ? null : (words.find((each) => options[each]?.toLowerCase() === word) ?? word);
    },
  };
}

export function tags(label: string): Field<string[]> {
  return { label, kind: { type: 'tags' }, schema: tagsSchema, unknown: [], format: formatTags, parse: parseTags };
}

export function links(label: string): Field<Link[]> {
  return { label, kind: { type: 'links' }, schema: linksSchema, unknown: [], format: formatLinks, parse: parseLinks };
}

function oneLine(
  label: string,
  type: 'localDate' | 'localTime' | 'timeZone' | 'currency' | 'reference',
  valid: (value: string) => boolean,
  error: string,
  tidy: (typed: string) => string = (typed) => typed.trim(),
): Field<string | null> {
  return {
    label,
    kind: { type },
    schema: z.nullable(z.string(error).check(z.refine(valid, { error }))),
    unknown: null,
    format: (value) => value ?? '',
    parse: (typed) => (typed.trim() === '' ? null : tidy(typed)),
  };
}

/** A date without a time: `2026-11-28`. Not a point in time, which can be another day in another time zone. */
export const localDate = (label: string) =>
  oneLine(label, 'localDate', isDay, `${label} must be a date like 2026-11-28`);

/** A local time: `20:30`. */
export const localTime = (label: string) =>
  oneLine(label, 'localTime', isClock, `${label} must be a time like 20:30`, (typed) =>
    typed.trim().replace(/^(\d):/, '0$1:'),
  );

/** The time zone of local times: `Europe/Berlin`. */
export const timeZone = (label: string) =>
  oneLine(label, 'timeZone', isZone, `${label} must be a name like America/New_York`);

export const currency = (label: string) =>
  oneLine(
    label,
    'currency',
    (value) => /^[A-Z]{3}$/.test(value),
    `${label} must be a three-letter code like USD`,
    (typed) => typed.trim().toUpperCase(),
  );

/** The id of another record of the band. */
export const reference = (label: string) =>
  oneLine(
    label,
    'reference',
    (value) => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value),
    `${label} must be a record of this band`,
  );
