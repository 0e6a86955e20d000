import * as z from 'zod/mini';
import { characters } from '../text.ts';
import { isOrderKey } from './order.ts';

/** What a property of an item holds. An item has only properties that are known. */
export type ItemRule =
  | { readonly type: 'text'; readonly label: string; readonly max: number }
  | { readonly type: 'integer'; readonly label: string; readonly min: number; readonly max: number }
  | { readonly type: 'one'; readonly options: readonly string[] }
  | { readonly type: 'flag' | 'id' | 'order' };

export type ItemShape = Readonly<Record<string, ItemRule>>;

type RuleValue<R> = R extends { readonly type: 'one'; readonly options: readonly (infer O)[] }
  ? O
  : R extends { readonly type: 'integer' }
    ? number
    : R extends { readonly type: 'flag' }
      ? boolean
      : string;

export type ItemOf<S extends ItemShape, Needed extends keyof S> = {
  readonly [K in Needed]: RuleValue<S[K]>;
} & { readonly [K in Exclude<keyof S, Needed>]?: RuleValue<S[K]> | undefined };

/**
 * A map column: `{item id: item}`, in the order of the items' own `order` keys. Edits of different items never conflict.
 */
export interface Items<S extends ItemShape = ItemShape, Needed extends keyof S & string = keyof S & string> {
  readonly label: string;
  /** The name of one item, and the most items that a record can have. */
  readonly noun: string;
  readonly most: number;
  readonly shape: S;
  readonly needed: readonly Needed[];
  readonly schema: z.ZodMiniType<Readonly<Record<string, ItemOf<S, Needed>>>>;
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function ruleSchema(rule: ItemRule, needed: boolean) {
  switch (rule.type) {
    case 'text':
      return z.string(`${rule.label} must be text`).check(
        z.refine((value) => characters(value) <= rule.max, {
          error: `${rule.label} can have at most ${rule.max.toLocaleString('en')} characters`,
        }),
        z.refine((value) => !needed || value.trim() !== '', { error: `${rule.label} is required` }),
      );
    case 'integer': {
      const error = `${rule.label} must be a whole number from ${rule.min} to ${rule.max}`;
      return z.number(error).check(z.refine((n) => Number.isInteger(n) && n >= rule.min && n <= rule.max, { error }));
    }
    case 'one':
      return z.enum(rule.options as [string, ...string[]]);
    case 'flag':
      return z.boolean();
    case 'id':
      return z.string().check(z.regex(UUID));
    case 'order':
      return z.string().check(z.refine(isOrderKey));
  }
}

export function items<const S extends ItemShape, const Needed extends keyof S & string>(
  label: string,
  noun: string,
  most: number,
  shape: S,
  needed: readonly Needed[],
): Items<S, Needed> {
  const isNeeded = (name: string) => (needed as readonly string[]).includes(name);
  const item = z.strictObject(
    Object.fromEntries(
      Object.entries(shape).map(([name, rule]) => {
        const schema = ruleSchema(rule, isNeeded(name));
        return [name, isNeeded(name) ? schema : z.optional(schema)];
      }),
    ),
  );
  const schema = z
    .record(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)), item)
    .check(z.refine((all) => Object.keys(all).length <= most, { error: `${label}: ${most} at most` }));
  return { label, noun, most, shape, needed, schema: schema as unknown as Items<S, Needed>['schema'] };
}
