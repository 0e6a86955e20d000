import * as z from 'zod/mini';
import type { Field } from './field.ts';
import type { Items } from './items.ts';

// biome-ignore lint/suspicious/noExplicitAny: a field of any value; its own type says which
type AnyField = Field<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above
type AnyItems = Items<any, any>;
type Fields = Readonly<Record<string, AnyField>>;
type Maps = Readonly<Record<string, AnyItems>>;

/**
 * One kind of record, described once. Types, forms, validation, sync, import, export, mock data and the tests of limits
 * are all derived from it.
 */
export interface Entity<F extends Fields = Fields, M extends Maps = Maps, Table extends string = string> {
  readonly table: Table;
  /** "a song", "3 songs" */
  readonly noun: string;
  readonly nouns: string;
  /** The fields of its form and its CSV file. */
  readonly fields: F;
  /** The columns that are edited item by item. */
  readonly maps: M;
  readonly schema: z.ZodMiniType<ValuesOf<F, M>>;
  /** The fields that search looks at in addition to the name. */
  readonly searched: readonly string[];
  /** Two records without a common id count as the same if these fields are equal, as in an import. */
  readonly matchedBy: readonly string[];
  /** Fields shown beside the name in lists and search results, if known. */
  readonly aside: readonly string[];
  /** How long, in ms, further edits of a record are collected before a push; undefined for the engine's default. */
  readonly coalesceMs: number | undefined;
}

export type ValuesOf<F extends Fields, M extends Maps> = {
  -readonly [K in keyof F]: F[K] extends Field<infer V> ? V : never;
} & { -readonly [K in keyof M]: z.output<M[K]['schema']> };

interface Problem {
  readonly path: string;
  readonly message: string;
}

export function defineEntity<
  const Table extends string,
  F extends Fields,
  M extends Maps = Record<never, never>,
>(options: {
  readonly table: Table;
  readonly noun: string;
  readonly nouns: string;
  readonly fields: F;
  readonly maps?: M;
  readonly searched: readonly (keyof F & string)[];
  readonly matchedBy: readonly (keyof F & string)[];
  readonly aside: readonly (keyof F & string)[];
  readonly coalesceMs?: number;
  /** A check across several fields. */
  readonly check?: (values: Readonly<Record<string, unknown>>) => Problem | null;
}): Entity<F, M, Table> {
  const { fields, check, ...facts } = options;
  const maps = options.maps ?? ({} as M);
  const shape = Object.fromEntries(
    [...Object.entries(fields), ...Object.entries(maps)].map(([name, f]) => [name, f.schema]),
  );
  const object = z.object(shape);
  const schema =
    check === undefined
      ? object
      : object.check((context) => {
          const problem = check(context.value);
          if (problem !== null)
            context.issues.push({
              code: 'custom',
              message: problem.message,
              path: [problem.path],
              input: context.value,
            });
        });
  return { coalesceMs: undefined, ...facts, fields, maps, schema: schema as unknown as Entity<F, M>['schema'] };
}

/** A record in a form or a CSV row: text as typed, so that invalid input is not lost. */
export type Draft<E extends Entity> = { readonly [K in keyof E['fields'] & string]: string };
export type DraftErrors<E extends Entity> = Partial<Record<keyof E['fields'] & string, string>>;
export type EntityValues<E extends Entity> = E extends Entity<infer F, infer M> ? ValuesOf<F, M> : never;

const namesOf = <E extends Entity>(entity: E) => Object.keys(entity.fields) as (keyof E['fields'] & string)[];

export function emptyDraft<E extends Entity>(entity: E): Draft<E> {
  return Object.fromEntries(namesOf(entity).map((name) => [name, ''])) as Draft<E>;
}

export function draftOf<E extends Entity>(entity: E, values: Readonly<Record<string, unknown>>): Draft<E> {
  const texts = Object.entries(entity.fields).map(([name, field]) => {
    const value = values[name] ?? field.unknown;
    return [name, value === null ? '' : field.format(value)];
  });
  return Object.fromEntries(texts) as Draft<E>;
}

export type ParsedDraft<E extends Entity> =
  | { readonly ok: true; readonly values: EntityValues<E> }
  | { readonly ok: false; readonly errors: DraftErrors<E> };

/** Validates a form; each error names its field. `maps` are the map columns, empty by default. */
export function parseDraft<E extends Entity>(
  entity: E,
  draft: Readonly<Record<string, string>>,
  maps: Readonly<Record<string, unknown>> = {},
): ParsedDraft<E> {
  const values = Object.fromEntries([
    ...Object.entries(entity.fields).map(([name, field]) => [name, field.parse(draft[name] ?? '')] as const),
    ...Object.keys(entity.maps).map((name) => [name, maps[name] ?? {}] as const),
  ]);
  const result = entity.schema.safeParse(values);
  if (result.success) return { ok: true, values: result.data as EntityValues<E> };
  const errors: Record<string, string> = {};
  for (const issue of result.error.issues) errors[String(issue.path[0])] ??= issue.message;
  return { ok: false, errors: errors as DraftErrors<E> };
}

/** The fields that an edit changed: a push sends only these. */
export function changedValues<V extends object>(before: V, after: V): Partial<V> {
  const changed: Partial<V> = {};
  for (const field of Object.keys(after) as (keyof V)[]) {
    if (JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field])) changed[field] = after[field];
  }
  return changed;
}
