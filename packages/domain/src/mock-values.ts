import type { Entity, EntityValues } from './fields/entity.ts';
import type { FieldKind } from './fields/field.ts';
import type { ItemRule, Items } from './fields/items.ts';
import { orderKeys } from './fields/order.ts';

/** Uniform in [0, 1). A seeded one makes the same records every time. */
export type Random = () => number;

/** Ids of records that mock data may refer to. Without any, references stay unknown. */
export interface MockRecords {
  readonly songs?: readonly string[];
  readonly setlists?: readonly string[];
}

const WORDS =
  'amber alley back blue car çay dark echo électrique fire gold 🎸 heart ice “jam” late moon night, Ö= rain;'.split(
    ' ',
  );

const below = (random: Random, count: number) => Math.floor(random() * count);
const pick = <T>(random: Random, list: readonly T[]): T | undefined => list[below(random, list.length)];
const between = (random: Random, min: number, max: number) => min + below(random, max - min + 1);
const two = (value: number) => String(value).padStart(2, '0');
const phrase = (random: Random, most: number) =>
  Array.from({ length: between(random, 1, most) }, () => pick(random, WORDS)).join(' ');

function mockText(random: Random, max: number, long = false): string {
  const text = long ? Array.from({ length: 3 }, () => phrase(random, 6)).join('\n') : phrase(random, 4);
  return Array.from(text).slice(0, max).join('').trim() || 'x';
}

function mockValue(kind: FieldKind, random: Random, records: MockRecords): unknown {
  switch (kind.type) {
    case 'text':
      return mockText(random, kind.max, kind.long);
    case 'integer':
      return between(random, kind.min, kind.max);
    case 'duration':
      return between(random, 1, Math.min(kind.max, 599));
    case 'oneOf':
      return pick(random, Object.keys(kind.options));
    case 'tags':
      return ['live', 'slow build', 'Über'].slice(0, between(random, 1, 3));
    case 'links':
      return [{ url: 'https://example.org/a?b=1&c=2', label: 'At home' }, { url: 'http://example.org' }];
    case 'localDate':
      return `20${two(between(random, 20, 30))}-${two(between(random, 1, 12))}-${two(between(random, 1, 28))}`;
    case 'localTime':
      return `${two(between(random, 0, 23))}:${two(between(random, 0, 59))}`;
    case 'timeZone':
      return pick(random, ['Europe/Berlin', 'Pacific/Apia', 'America/St_Johns', 'UTC']);
    case 'currency':
      return pick(random, ['EUR', 'JPY', 'USD']);
    case 'reference':
      return pick(random, records.setlists ?? []) ?? null;
  }
}

function mockProperty(rule: ItemRule, random: Random, records: MockRecords): unknown {
  switch (rule.type) {
    case 'text':
      return mockText(random, rule.max);
    case 'integer':
      return between(random, rule.min, rule.max);
    case 'one':
      return pick(random, rule.options);
    case 'flag':
      return random() < 0.5;
    case 'id':
      return pick(random, records.songs ?? []);
    case 'order':
      return undefined;
  }
}

function mockItems({ shape, needed }: Items, random: Random, records: MockRecords, known: number): object {
  const keys = orderKeys(between(random, 2, 6));
  return Object.fromEntries(
    keys.map((order, index) => {
      const properties = Object.entries<ItemRule>(shape).flatMap(([name, rule]) => {
        if (!needed.includes(name) && random() >= known) return [];
        const value = mockProperty(rule, random, records);
        return value === undefined ? [] : [[name, value] as const];
      });
      return [`m${index}`, { ...Object.fromEntries(properties), order }];
    }),
  );
}

/**
 * Random values of a record, made from the kinds of its fields: a new field gets mock data by itself. `known` is the
 * probability that a field is known; 1 fills all fields.
 */
export function mockValues<E extends Entity>(
  entity: E,
  random: Random,
  { known = 0.7, records = {} }: { readonly known?: number; readonly records?: MockRecords } = {},
): EntityValues<E> {
  const fields = Object.entries(entity.fields).map(([name, { kind, unknown }]) => {
    const needed = kind.type === 'text' && kind.required;
    return [name, needed || random() < known ? mockValue(kind, random, records) : unknown];
  });
  const maps = Object.entries<Items>(entity.maps).map(([name, map]) => [name, mockItems(map, random, records, known)]);
  const values = Object.fromEntries([...fields, ...maps]);
  // Checks across fields, such as that a practice needs a name or a date.
  const parsed = entity.schema.safeParse(values);
  if (parsed.success) return parsed.data as EntityValues<E>;
  return mockValues(entity, random, { known: 1, records });
}
