import { diff3MergeRegions, diffComm, type IUnstableRegion } from 'node-diff3';
import type { Json } from '../protocol/json.ts';

/** `clean`: the text has every change of both sides. Otherwise it has all words of both, for a person to edit. */
export interface MergedText {
  readonly clean: boolean;
  readonly text: string;
}

/** Whether the value is a text, or none. */
export const isText = (value: Json | undefined): value is string | null | undefined =>
  value === undefined || value === null || typeof value === 'string';

/**
 * Merges two texts that started from the same one: by lines, then by words where both sides changed a line. Changes that
 * touch do not merge: two people who rewrote the same words did not mean a mixture of both.
 *
 * @param base the text that both sides saw; null for none
 */
export function mergeText(base: string | null, mine: string | null, theirs: string | null): MergedText {
  const [seen, left, right] = [base ?? '', mine ?? '', theirs ?? ''];
  if (left === right || right === seen) return { clean: true, text: left };
  if (left === seen) return { clean: true, text: right };
  const text = merged([left, seen, right], [lines, words]);
  return text === null ? { clean: false, text: both(left, right) } : { clean: true, text };
}

type Split = (text: string) => string[];

/** @returns null where changes touch at the finest level, or comparing would take too long */
function merged([left, seen, right]: readonly [string, string, string], levels: readonly Split[]): string | null {
  const [split, ...finer] = levels;
  if (!split) return null;
  const [a, o, b] = [split(left), split(seen), split(right)];
  if (effort(a, o) + effort(b, o) > MOST_EFFORT) return null;
  let text = '';
  for (const region of diff3MergeRegions(a, o, b)) {
    const part = region.stable ? region.bufferContent.join('') : resolved(region, finer);
    if (part === null) return null;
    text += part;
  }
  return text;
}

function resolved(region: IUnstableRegion<string>, finer: readonly Split[]): string | null {
  const [mine, seen, theirs] = [region.aContent.join(''), region.oContent.join(''), region.bContent.join('')];
  return mine === theirs ? mine : merged([mine, seen, theirs], finer);
}

/** Both texts, shared lines once; where they differ, first the lines of one side, then those of the other. */
function both(mine: string, theirs: string): string {
  const [a, b] = [mine.split('\n'), theirs.split('\n')];
  if (effort(a, b) > MOST_EFFORT) return `${mine}\n${theirs}`;
  const all: string[] = [];
  for (const part of diffComm(a, b)) all.push(...(part.common ?? [...part.buffer1, ...part.buffer2]));
  return all.join('\n');
}

const lines: Split = (text) => text.match(/[^\n]*\n|[^\n]+/g) ?? [];

/**
 * Words with the space before them; line ends separately. A space as a word of its own would match everywhere and break
 * sentences up. A space after the word would change the word when another one is added behind it.
 */
const words: Split = (text) => text.match(/\n|[^\S\n]*\S+|[^\S\n]+/g) ?? [];

/** About a quarter of a second on a slow device; a page of notes takes a few milliseconds. */
const MOST_EFFORT = 100_000_000;

/**
 * The most steps that a comparison can take: each pair of equal words may search all pairs found so far. One word repeated
 * five thousand times would block the page for minutes.
 */
function effort(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1);
  let pairs = 0;
  for (const word of b) pairs += counts.get(word) ?? 0;
  return pairs * Math.min(a.length, b.length);
}
