import { type Entity, type FieldKind, type ItemRule, type Items, orderKeys } from '@rockon/domain';

/** A value just within or just outside a limit, set on an otherwise small record. */
export interface Edge {
  readonly name: string;
  readonly field: string;
  readonly value: unknown;
  readonly fits: boolean;
}

interface Values {
  readonly within: readonly unknown[];
  readonly outside: readonly unknown[];
}

const ID = '0b9d5f0e-6f0a-4c6e-9d58-2f6f1f7a1c11';
/** As many characters, of which each is two code units: limits count what a person counts. */
const long = (count: number) => '🎸'.repeat(count);

const WORDS: Readonly<Record<'localDate' | 'localTime' | 'timeZone' | 'currency' | 'reference', Values>> = {
  localDate: {
    within: ['1900-01-01', '2199-12-31', '2028-02-29', null],
    outside: ['1899-12-31', '2200-01-01', '2027-02-29', '2026-1-1', '2026-11-28T00:00', '', 20261128],
  },
  localTime: { within: ['00:00', '23:59', null], outside: ['24:00', '23:60', '7:30', '07:30:00', '', 730] },
  timeZone: {
    within: ['Europe/Berlin', 'UTC', 'x'.repeat(64), null],
    outside: ['x'.repeat(65), '1x', 'Europe Berlin', ''],
  },
  currency: { within: ['EUR', null], outside: ['eur', 'EU', 'EURO', ''] },
  reference: { within: [ID, ID.toUpperCase(), null], outside: ['x', '', `{${ID}}`, ID.replaceAll('-', ''), 5] },
};

// Null is left out: to the database it means "as at first", which is the empty list, and the app never sends it.
const LISTS: Readonly<Record<'tags' | 'links', Values>> = {
  tags: {
    within: [[], Array.from({ length: 20 }, (_, index) => `t${index}`), [long(40)]],
    outside: [Array.from({ length: 21 }, (_, index) => `t${index}`), [long(41)], [''], [' '], [5], 'rock'],
  },
  links: {
    within: [
      [],
      Array(10).fill({ url: 'https://a.example' }),
      [{ url: `https://a.example/${'x'.repeat(1982)}`, label: long(80) }],
    ],
    outside: [
      Array(11).fill({ url: 'https://a.example' }),
      [{ url: `https://a.example/${'x'.repeat(1983)}` }],
      [{ url: 'https://a.example', label: long(81) }],
      [{ url: 'javascript:alert(1)' }],
      [{ label: 'no address' }],
      'https://a.example',
    ],
  },
};

function valuesOf(kind: FieldKind): Values {
  switch (kind.type) {
    case 'text':
      return {
        within: [long(kind.max), 'x', ...(kind.required ? [] : [null])],
        outside: [long(kind.max + 1), 5, ['x'], ...(kind.required ? ['', ' \t', null] : [])],
      };
    case 'integer':
      return { within: [kind.min, kind.max, null], outside: [kind.min - 1, kind.max + 1, kind.min + 0.5, '1', true] };
    case 'duration':
      return { within: [1, kind.max, null], outside: [0, kind.max + 1, 1.5, '3:45'] };
    case 'oneOf':
      return { within: [...Object.keys(kind.options), null], outside: ['nope', 'READY', '', 1] };
    case 'tags':
    case 'links':
      return LISTS[kind.type];
    default:
      return WORDS[kind.type];
  }
}

function valuesOfRule(rule: ItemRule, needed: boolean): Values {
  switch (rule.type) {
    case 'text':
      return { within: [long(rule.max), 'x'], outside: [long(rule.max + 1), 5, ...(needed ? ['', '  '] : [])] };
    case 'integer':
      return { within: [rule.min, rule.max], outside: [rule.min - 1, rule.max + 1, rule.min + 0.5, '1'] };
    case 'one':
      return { within: rule.options, outside: ['nope', '', 1] };
    case 'flag':
      return { within: [true, false], outside: ['true', 1] };
    case 'id':
      return { within: [ID], outside: ['x', '', 5] };
    case 'order':
      return { within: ['a0', 'z'.repeat(200)], outside: ['', 'a-0', 'z'.repeat(201), 1] };
  }
}

const PLAIN: Readonly<Record<ItemRule['type'], unknown>> = {
  text: 'x',
  integer: 1,
  one: undefined,
  flag: true,
  id: ID,
  order: 'a0',
};

/** The least that an item holds. */
function leastItem({ shape, needed }: Items): Record<string, unknown> {
  const rules: Readonly<Record<string, ItemRule>> = shape;
  return Object.fromEntries(
    needed.map((name) => {
      const rule = rules[name];
      return [name, rule?.type === 'one' ? rule.options[0] : rule === undefined ? undefined : PLAIN[rule.type]];
    }),
  );
}

function edgesOfMap(map: Items): Values {
  const least = leastItem(map);
  const many = (count: number) =>
    Object.fromEntries(orderKeys(count).map((order, index) => [`i${index}`, { ...least, order }]));
  const within: unknown[] = [{}, many(map.most), { ['x'.repeat(64)]: least }];
  const outside: unknown[] = [
    many(map.most + 1),
    { ['x'.repeat(65)]: least },
    { 'not an id': least },
    { a: { ...least, unheardOf: 1 } },
    { a: 'x' },
    { a: null },
    [],
    ...map.needed.map((name) => ({ a: Object.fromEntries(Object.entries(least).filter(([each]) => each !== name)) })),
  ];
  for (const [name, rule] of Object.entries<ItemRule>(map.shape)) {
    const values = valuesOfRule(rule, map.needed.includes(name));
    for (const value of values.within) within.push({ a: { ...least, [name]: value } });
    for (const value of [...values.outside, null]) outside.push({ a: { ...least, [name]: value } });
  }
  return { within, outside };
}

function words(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 40)}… (${text.length} long)` : text;
}

/** The least that a record holds besides the field that is looked at. */
export function leastRecord(entity: Entity): Record<string, unknown> {
  const empty = Object.entries(entity.fields).map(([name, { kind, unknown }]) => [
    name,
    // A practice needs a name or a date, so each can be looked at only beside the other.
    name === 'name' || (kind.type === 'text' && kind.required) ? 'x' : name === 'date' ? '2026-11-28' : unknown,
  ]);
  return Object.fromEntries([...empty, ...Object.keys(entity.maps).map((name) => [name, {}])]);
}

/** Every field and every property of an item, at its limits and one step beyond; told from the entity alone. */
export function edges(entity: Entity): readonly Edge[] {
  const all: (readonly [string, Values])[] = [
    ...Object.entries(entity.fields).map(([name, { kind }]) => [name, valuesOf(kind)] as const),
    ...Object.entries<Items>(entity.maps).map(([name, map]) => [name, edgesOfMap(map)] as const),
  ];
  return all.flatMap(([field, { within, outside }]) => [
    ...within.map((value) => ({ name: `${field} ${words(value)}`, field, value, fits: true })),
    ...outside.map((value) => ({ name: `${field} ${words(value)}`, field, value, fits: false })),
  ]);
}
