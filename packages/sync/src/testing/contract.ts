import { sameJson } from '../core/equal.ts';
import { SyncError, type SyncErrorKind } from '../protocol/errors.ts';
import type { Json } from '../protocol/json.ts';

/**
 * How a contract suite defines its cases: like a test runner's `test`, but each case gets a harness that creates what is
 * tested. Suites know no runner, so they run in vitest and inside a page of a real browser.
 */
export type DefineCase<Harness> = (title: string, run: (harness: Harness) => Promise<void>) => void;

export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

export function assertEqual(actual: unknown, expected: unknown, what = 'value'): void {
  if (sameJson(plain(actual), plain(expected))) return;
  throw new Error(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}

/** Asserts that the work rejects with a SyncError of this kind, and returns it. */
export async function assertFails(work: Promise<unknown>, kind: SyncErrorKind): Promise<SyncError> {
  const outcome = await work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (!('error' in outcome)) throw new Error(`expected ${kind}, but it worked: ${JSON.stringify(outcome.value)}`);
  const { error } = outcome;
  if (!(error instanceof SyncError)) throw new Error(`expected a SyncError (${kind}), got ${String(error)}`);
  if (error.kind !== kind) throw new Error(`expected ${kind}, got ${error.kind}: ${error.message}`);
  return error;
}

/** Undefined fields count as absent: structured clones keep them, JSON does not. */
function plain(value: unknown): Json {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}
