import type { LocalDelta } from '../../core/local-state.ts';
import { rebase } from '../../core/rebase.ts';
import type { Change } from '../../protocol/pull.ts';
import type { LeaderContext } from './context.ts';

/**
 * Applies the next changes of a scope's log, from a pull (`live` false, with the scope's topic) or from the socket
 * (`live` true, topic null). `upTo` is the seq that the cursor moves to.
 * @returns `gap` when changes between the cursor and the first of these are missing: the caller has to pull.
 */
export async function applyChanges(
  context: LeaderContext,
  scope: string,
  changes: readonly Change[],
  from: { readonly upTo: number; readonly topic: string | null; readonly live: boolean },
): Promise<'applied' | 'known' | 'gap'> {
  const { memory } = context;
  const here = memory.scopes[scope];
  // Most pulls bring nothing new, which needs no transaction, unless another tab has begun a newer term: a tab that was
  // frozen learns only from a transaction that it no longer leads. Without one it kept pulling beside the new leader.
  const still = changes.length === 0 && here?.cursor?.seq === from.upTo && memory.meta.term === context.term;
  if (still && (from.topic === null || from.topic === here.topic)) return 'known';
  let outcome: 'applied' | 'known' | 'gap' = 'known';
  await context.commitServer({
    decide: (head): LocalDelta | null => {
      const meta = head.scopes[scope];
      if (!meta?.cursor) return null;
      const rebased = rebase(
        {
          scope,
          meta: { ...meta, cursor: meta.cursor, topic: from.topic ?? meta.topic },
          clientId: head.meta.clientId,
          confirmed: (...key) => memory.confirmed(...key),
        },
        changes,
        from.upTo,
        (mutation) => memory.outbox.has(mutation),
      );
      outcome = rebased.kind === 'advance' ? 'applied' : rebased.kind;
      if (rebased.kind === 'advance') {
        const { foreign } = rebased;
        const delta = { ...rebased.delta, meta: { lastSyncAt: context.options.clock.now() } };
        return foreign.length > 0 ? { ...delta, remote: { scope, changes: foreign, live: from.live } } : delta;
      }
      const moved = from.topic !== null && from.topic !== meta.topic;
      return moved ? { scopes: { [scope]: { ...meta, topic: from.topic } } } : null;
    },
  });
  return outcome;
}
