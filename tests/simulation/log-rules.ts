import type { Change } from '@rockon/sync';
import { isWritten } from './schema.ts';
import type { Mutation } from './server.ts';

/** Checks one change of the log, given those before it. `mutation` is what its device sent. */
export function* brokenLogRules(
  change: Change,
  before: readonly Change[],
  mutation: Mutation | undefined,
  mayWrite: (user: string) => boolean,
): Generator<readonly [rule: string, detail: string]> {
  const what = `${change.op} of ${change.table}/${change.id} at seq ${change.seq}`;
  if (change.seq !== (before.at(-1)?.seq ?? 0) + 1) yield ['no gaps in the log', `${what} after ${before.at(-1)?.seq}`];
  const own = before.filter((other) => other.table === change.table && other.id === change.id);
  const last = own.at(-1);
  if (change.version !== (last?.version ?? 0) + 1)
    yield ['versions rise by one', `${what} makes version ${change.version} of ${last?.version ?? 0}`];
  if (!isWritten(change.table) || change.client === null) return;

  if (!mayWrite(change.by ?? '')) yield ['authorization', `${what} by ${change.by}, who may not`];
  const earlier = before.findLast((other) => other.client === change.client && other.mutation !== null);
  // Equal means the same mutation again: applied twice.
  if (change.mutation !== null && (earlier?.mutation ?? 0) >= change.mutation)
    yield ['mutation order', `${what}: mutation ${change.mutation} after ${earlier?.mutation}`];
  const unseen = overwritten(change, own, mutation);
  if (unseen) yield ['nothing is overwritten unseen', `${what} over version ${unseen.version}, base ${mutation?.base}`];
}

/** A change of the same path by another device that the author of this change had not seen. */
function overwritten(change: Change, own: readonly Change[], mutation: Mutation | undefined): Change | undefined {
  if (!mutation || mutation.base === null || change.op === 'restore') return undefined;
  const { base } = mutation;
  const unseen = own.filter((other) => other.version > base && other.client !== change.client);
  if (change.op === 'delete') return unseen.at(-1);
  return unseen.findLast((other) => other.paths.some((each) => change.paths.some((path) => overlap(each, path))));
}

const overlap = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
