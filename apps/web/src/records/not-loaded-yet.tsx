import { type BandTable, ENTITIES } from '@rockon/domain';
import { useConnection, useEngine } from '@rockon/sync-react';
import { CloudDownload, CloudOff, ListFilter, SearchX } from 'lucide-react';
import { Link } from 'react-router';
import { Button, buttonClass } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** There are records, but none that search and filter let through. */
export function NoMatch({ table, onClear }: { readonly table: BandTable; readonly onClear: () => void }) {
  return (
    <EmptyState
      icon={<ListFilter aria-hidden="true" />}
      title={`No ${ENTITIES[table].noun} matches`}
      actions={<Button onClick={onClear}>Clear search and filters</Button>}
    />
  );
}

/** The device does not know the band's records of a kind, which is not the same as there being none. */
export function NotLoadedYet({ table }: { readonly table: BandTable }) {
  return <UnknownHere nouns={ENTITIES[table].nouns} />;
}

/** The same for what is no record of the book. */
export function UnknownHere({ nouns }: { readonly nouns: string }) {
  const engine = useEngine();
  const { kind, reason } = useConnection();
  if (kind === 'connected' || kind === 'connecting' || kind === 'polling') {
    return (
      <EmptyState
        icon={<CloudDownload aria-hidden="true" className="animate-pulse-sync" />}
        title={`Fetching the band's ${nouns}`}
      >
        For the first time on this device. From then on they open at once, also without network.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<CloudOff aria-hidden="true" />}
      title={`The ${nouns} are not on this device yet`}
      actions={
        <Button variant="primary" onClick={() => void engine.sync()}>
          Retry
        </Button>
      }
    >
      {reason ?? 'RockOn needs one moment online to fetch them.'}
    </EmptyState>
  );
}

/** The address of a record that the band does not have, as the device knows for certain. */
export function NotInTheBook({ table }: { readonly table: BandTable }) {
  return (
    <EmptyState
      icon={<SearchX aria-hidden="true" />}
      whole
      title={`This ${ENTITIES[table].noun} is not in the band's book`}
      actions={
        <Link to={`/${table}`} className={buttonClass('primary')}>
          Back to the list
        </Link>
      }
    >
      It was deleted, or it belongs to another band. What was deleted in the last 30 days is in the{' '}
      <Link to="/trash" className="font-medium text-text underline decoration-control underline-offset-3">
        trash
      </Link>
      .
    </EmptyState>
  );
}
