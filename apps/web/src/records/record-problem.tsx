import { type Conflict, canEdit, conflictInWords, rejectionInWords } from '@rockon/domain';
import type { SyncStatus } from '@rockon/sync';
import { useEngine } from '@rockon/sync-react';
import { useBand } from '../band/band-context.tsx';
import type { RecordKey } from '../session/engine.ts';
import { useAccount } from '../session/session-context.tsx';
import { TextButton } from '../ui/button.tsx';
import * as common from '../ui/messages.ts';
import { resolving } from './conflict-dialog-state.ts';
import * as messages from './messages.ts';

/** The second line of a row whose record was rejected or has a conflict: the reason and the actions. */
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
    const { mutation, error, op } = status;
    return (
      <p className="flex flex-wrap gap-x-3 text-12 text-error">
        <span>{rejectionInWords(op, error.message)}</span>
        <span className="relative z-10 flex gap-x-3">
          <TextButton onClick={() => void engine.repository.retry(mutation)}>{common.retry}</TextButton>
          <TextButton onClick={() => void engine.repository.discard(mutation)}>{common.discard}</TextButton>
        </span>
      </p>
    );
  }
  if (status.kind === 'conflict') {
    const [first] = conflicts;
    return (
      <p className="flex flex-wrap gap-x-3 text-12 text-conflict">
        <span>{first === undefined ? messages.twoVersions : conflictInWords(first, identity.userId, nameOf)}</span>
        {canEdit(role) && (
          <span className="relative z-10">
            <TextButton onClick={() => resolving.set(recordKey)}>{messages.resolve}</TextButton>
          </span>
        )}
      </p>
    );
  }
  return null;
}
