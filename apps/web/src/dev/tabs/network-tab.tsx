import { useLive } from '@rockon/sync-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { DataTable, JsonText, timeOf } from '../components.tsx';
import { networkLog } from '../network-log.ts';

const KINDS = ['all', 'request', 'frame in', 'frame out', 'socket'] as const;

export function NetworkTab() {
  const all = useLive(networkLog);
  const [frozen, setFrozen] = useState<typeof all | null>(null);
  const [kind, setKind] = useState<(typeof KINDS)[number]>('all');
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<number | null>(null);
  const entries = (frozen ?? all).filter(
    (entry) => (kind === 'all' || entry.kind === kind) && entry.url.toLowerCase().includes(search.trim().toLowerCase()),
  );
  const entry = (frozen ?? all).find(({ n }) => n === chosen);
  return (
    <div className="grid gap-4">
      <p className="text-14 text-secondary">
        Traffic of this tab since it was loaded, without tokens and passwords. Only the leading tab talks to the server.
      </p>
      <div className="grid items-end gap-3 sm:grid-cols-3">
        <SelectField
          label="Kind"
          value={kind}
          onChange={({ target }) => setKind(KINDS.find((each) => each === target.value) ?? 'all')}
        >
          {KINDS.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </SelectField>
        <TextField label="Address contains" value={search} onChange={({ target }) => setSearch(target.value)} />
        <div className="flex gap-3">
          <Button aria-pressed={frozen !== null} onClick={() => setFrozen(frozen === null ? all : null)}>
            {frozen === null ? 'Pause' : 'Resume'}
          </Button>
          <Button onClick={() => networkLog.set([])}>Clear</Button>
        </div>
      </div>
      <DataTable
        label="Requests and frames"
        head={['Time', 'Kind', 'Method', 'Address', 'Status', 'ms', 'Sent', 'Received']}
        none="No matching entries."
        rows={entries
          .slice()
          .reverse()
          .map((each) => ({
            key: each.n,
            highlighted: each.kind === 'request' && each.status !== null && !/^2/.test(each.status),
            cells: [
              <button key="time" type="button" className="underline" onClick={() => setChosen(each.n)}>
                {timeOf(each.at)}
              </button>,
              each.kind,
              each.method,
              each.url.replace(location.origin, ''),
              each.status ?? 'in flight',
              each.durationMs,
              each.sentBytes === 0 ? '' : `${each.sentBytes} B`,
              each.receivedBytes === 0 ? '' : `${each.receivedBytes} B`,
            ],
          }))}
      />
      {entry !== undefined && (
        <div className="grid gap-4 lg:grid-cols-2">
          <JsonText label="Sent" value={entry.sent ?? undefined} />
          <JsonText label="Received" value={entry.received ?? undefined} />
        </div>
      )}
    </div>
  );
}
