import * as z from 'zod/mini';

/** Counts characters as people (and Postgres' char_length) do: an emoji is one, not two. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Postgres stores neither NUL nor half of a surrogate pair; broken clipboards contain both. */
function storable(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
}

function bounded(label: string, max: number) {
  return z.string(`${label} must be text`).check(
    z.trim(),
    z.refine((text) => characters(text) <= max, {
      error: `${label} can have at most ${max.toLocaleString('en')} characters`,
    }),
    z.refine(storable, { error: `${label} contains a character that can't be saved` }),
  );
}

/** Required text. */
export function requiredText(label: string, max: number) {
  return bounded(label, max).check(z.refine((text) => text.length > 0, { error: `${label} is required` }));
}

/** Optional text; empty after trimming counts as missing and is stored as null. */
export function optionalText(label: string, max: number) {
  return z.pipe(
    z.nullable(bounded(label, max)),
    z.transform((text) => (text === '' ? null : text)),
  );
}

/** A whole number within limits, or null for unknown. */
export function optionalInteger(label: string, min: number, max: number) {
  const error = `${label} must be a whole number from ${min} to ${max}`;
  return z.nullable(z.number(error).check(z.refine((n) => Number.isInteger(n) && n >= min && n <= max, { error })));
}
