import { type Conflict, canEdit, conflictInWords } from '@rockon/domain';
import type { RecordKey, SyncStatus } from '@rockon/sync';
import { useEngine } from '@rockon/sync-react';
import { useBand } from '../band/band-context.tsx';
import { useAccount } from '../session/session-context.tsx';
import { TextButton } from '../ui/button.tsx';
import { resolving } from './conflict-dialog-state.ts';

/** The second line of a row whose record needs a person: why, and every way out. Nothing when all is well. */
export function RecordProblem({
  recordKey,
  status,
  conflicts,
}: {
  readonly recordKey: RecordKey;
  readonly status: SyncStatus;
  readonly conflicts: readonly Conflict[];
}) {
  const engine = useEngine();
  const { identity } = useAccount();
  const { nameOf, role } = useBand();
  if (status.kind === 'error') {
    const { mutation, error } = status;
    return (
      <p className="flex flex-wrap gap-x-3 text-12 text-error">
        <span>Not saved: {error.message}</span>
        <span className="relative z-10 flex gap-x-3">
          <TextButton onClick={() => void engine.repository.retry(mutation)}>Retry</TextButton>
          <TextButton onClick={() => void engine.repository.discard(mutation)}>Discard</TextButton>
        </span>
      </p>
    );
  }
  if (status.kind === 'conflict') {
    const [first] = conflicts;
    return (
      <p className="flex flex-wrap gap-x-3 text-12 text-conflict">
        <span>{first === undefined ? 'Two versions' : conflictInWords(first, identity.userId, nameOf)}</span>
        {canEdit(role) && (
          <span className="relative z-10">
            <TextButton onClick={() => resolving.set(recordKey)}>Resolve</TextButton>
          </span>
        )}
      </p>
    );
  }
  return null;
}
