import * as z from 'zod/mini';
import { requiredText } from './text.ts';

export const MAX_TAGS = 20;

export const tags = z
  .array(requiredText('Each tag', 40))
  .check(z.refine((all) => all.length <= MAX_TAGS, { error: `Tags: ${MAX_TAGS} at most` }));

/** Splits at commas and line ends and removes duplicates, ignoring case. */
export function parseTags(text: string): string[] {
  const seen = new Map<string, string>();
  for (const part of text.split(/[,\n]/)) {
    const tag = part.trim().replace(/^#/, '');
    if (tag !== '' && !seen.has(tag.toLowerCase())) seen.set(tag.toLowerCase(), tag);
  }
  return [...seen.values()];
}

export function formatTags(all: readonly string[]): string {
  return all.join(', ');
}
