import type { Json } from '../protocol/json.ts';
import type { PathValues } from '../protocol/push.ts';

/**
 * The first path whose value Postgres cannot store as JSON: a NUL, or half of a surrogate pair (a cut-off emoji). Such a
 * character makes the server reject the whole call without naming the mutation.
 */
export function findUnstorableValue(set: PathValues): string | null {
  for (const [path, value] of Object.entries(set)) if (!isStorable(path) || !isStorable(value)) return path;
  return null;
}

function isStorable(value: Json | undefined): boolean {
  if (typeof value === 'string') return !UNSTORABLE.test(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value !== 'object') return true;
  return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorable(inner));
}

// With the u flag, a surrogate matches only when it is unpaired.
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what it looks for
const UNSTORABLE = /[\u0000\ud800-\udfff]/u;
