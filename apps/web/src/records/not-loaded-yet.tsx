import type { BandTable } from '@rockon/domain';
import { useConnection, useEngine } from '@rockon/sync-react';
import { CloudDownload, CloudOff, ListFilter } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import * as common from '../ui/messages.ts';
import * as messages from './messages.ts';

/** There are records, but search and filters hide them all. */
export function NoMatch({ table, onClear }: { readonly table: BandTable; readonly onClear: () => void }) {
  return (
    <EmptyState
      icon={<ListFilter aria-hidden="true" />}
      title={messages.ofTable[table].noMatch}
      actions={<Button onClick={onClear}>{messages.clearFilters}</Button>}
    />
  );
}

/** The device does not have the band's records of a kind yet, so it cannot know whether there are any. */
export function NotLoadedYet({ table }: { readonly table: BandTable }) {
  const { loading, notOnDevice } = messages.ofTable[table];
  return <NotLoaded loading={loading} notOnDevice={notOnDevice} />;
}

/** The same for data that is not a record of the band. */
export function NotLoaded({ loading, notOnDevice }: { readonly loading: string; readonly notOnDevice: string }) {
  const engine = useEngine();
  const { kind, reason } = useConnection();
  if (kind === 'connected' || kind === 'connecting' || kind === 'polling') {
    return (
      <EmptyState icon={<CloudDownload aria-hidden="true" className="animate-pulse-sync" />} title={loading}>
        {messages.loadingDetail}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<CloudOff aria-hidden="true" />}
      title={notOnDevice}
      actions={
        <Button variant="primary" onClick={() => void engine.sync()}>
          {common.retry}
        </Button>
      }
    >
      {reason ?? messages.notOnDeviceDetail}
    </EmptyState>
  );
}
