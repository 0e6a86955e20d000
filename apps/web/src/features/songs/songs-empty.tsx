import { canEdit } from '@rockon/domain';
import { useConnection, useEngine } from '@rockon/sync-react';
import { ClipboardPaste, CloudDownload, CloudOff, ListFilter, Music2, Plus } from 'lucide-react';
import { useBand } from '../../platform/band-context.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** The band has no songs, and the device knows that for certain. */
export function NoSongsYet({
  onAdd,
  onPaste,
  onDemo,
}: {
  readonly onAdd: () => void;
  readonly onPaste: () => void;
  readonly onDemo: () => void;
}) {
  const band = useBand();
  const may = canEdit(band.role);
  return (
    <EmptyState
      icon={<Music2 aria-hidden="true" />}
      title="No songs yet"
      actions={
        may && (
          <>
            <Button variant="primary" onClick={onAdd}>
              <Plus className="size-4" aria-hidden="true" />
              Add song
            </Button>
            <Button onClick={onPaste}>
              <ClipboardPaste className="size-4" aria-hidden="true" />
              Paste a list
            </Button>
            <Button variant="ghost" onClick={onDemo}>
              Fill with demo songs
            </Button>
          </>
        )
      }
    >
      {may
        ? 'Add the first one, or paste the list you have: one title per line.'
        : 'As soon as somebody adds one, it is here.'}
    </EmptyState>
  );
}

/** There are songs, but none that search and filter let through. */
export function NoMatch({ onClear }: { readonly onClear: () => void }) {
  return (
    <EmptyState
      icon={<ListFilter aria-hidden="true" />}
      title="No song matches"
      actions={<Button onClick={onClear}>Clear search and filters</Button>}
    />
  );
}

/** The device does not know the band's songs, which is not the same as there being none. */
export function SongsNotHereYet() {
  const engine = useEngine();
  const { kind, reason } = useConnection();
  if (kind === 'connected' || kind === 'connecting' || kind === 'polling') {
    return (
      <EmptyState
        icon={<CloudDownload aria-hidden="true" className="animate-pulse-sync" />}
        title="Fetching the band's songs"
      >
        For the first time on this device. From then on they open at once, also without network.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<CloudOff aria-hidden="true" />}
      title="The songs are not on this device yet"
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
