import type { ConnectionState } from '@rockon/sync';
import { useConnection } from '@rockon/sync-react';
import { Pill } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import { TimeAgo } from '../../ui/time.tsx';
import { connectionTitle } from './connection-labels.ts';
import * as messages from './connection-messages.ts';

const DOTS: Readonly<Record<ConnectionState['kind'], string>> = {
  connected: 'bg-synced',
  polling: 'bg-synced ring-2 ring-synced/35',
  connecting: 'border-2 border-syncing animate-pulse-sync',
  // Offline is a neutral fact, not an error.
  offline: 'border-2 border-muted',
};

function LastSynced({ at }: { readonly at: number | null }) {
  if (at === null) return <>{messages.notSyncedYet}</>;
  return (
    <>
      {messages.lastSynced} <TimeAgo at={at} />
    </>
  );
}

/** The worst state on this device with counts and the last contact with the server. Opens the sync center. */
export function ConnectionIndicator({ compact, onOpen }: { readonly compact: boolean; readonly onOpen: () => void }) {
  const state = useConnection();
  const { kind, pending, failed, conflicts, lastSyncAt } = state;
  return (
    <button
      type="button"
      onClick={onOpen}
      data-connection={kind}
      aria-haspopup="dialog"
      className={cx(
        'text-left transition-colors',
        compact
          ? 'grid min-h-11 content-center justify-items-end rounded-[10px] px-2'
          : 'mx-1 grid gap-0.5 rounded-xl bg-raised px-3 py-2.5 hover:bg-[color-mix(in_srgb,var(--raised)_80%,var(--control))]',
      )}
    >
      <span className={cx('flex items-center gap-2', compact && 'gap-1.5')}>
        <span aria-hidden="true" className={cx('size-[9px] shrink-0 rounded-full', DOTS[kind])} />
        <span className="text-13 font-semibold">
          {/* Only for screen readers and tests: showing "Offline" for a moment at every start would alarm people. */}
          {kind === 'connecting' && !state.signInNeeded && <span className="sr-only">{messages.offline}, </span>}
          {connectionTitle(state)}
        </span>
        {failed + conflicts + pending > 0 && (
          <span className={cx('flex flex-wrap justify-end gap-1.5', !compact && 'ml-auto')}>
            {failed > 0 && <Pill tone="text-error">{messages.notSavedCount(failed)}</Pill>}
            {conflicts > 0 && <Pill tone="text-conflict">{messages.conflictCount(conflicts)}</Pill>}
            {pending > 0 && (
              <span data-pending-count={pending}>
                <Pill tone="text-pending">{messages.pendingCount(pending)}</Pill>
              </span>
            )}
          </span>
        )}
        {pending === 0 && (
          <span data-pending-count={0} className="sr-only">
            {messages.pendingCount(0)}
          </span>
        )}
      </span>
      <span className="text-12 text-muted">
        <LastSynced at={lastSyncAt} />
      </span>
    </button>
  );
}
