import { useEngine } from '@rockon/sync-react';
import { useCallback, useState } from 'react';
import { downloadJson } from '../../lib/download.ts';
import { syncLogOf } from '../../session/sync-logs.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { ActionButton, DataTable, JsonText, short, timeOf } from '../components.tsx';
import { usePolled } from '../use-live-data.ts';

const TYPES = ['all', 'push', 'pull', 'realtime', 'warning', 'error', 'lifecycle'] as const;
const SHOWN = 200;

export function LogTab() {
  const engine = useEngine();
  const [type, setType] = useState<(typeof TYPES)[number]>('all');
  const [search, setSearch] = useState('');
  const [live, setLive] = useState(true);
  const [chosen, setChosen] = useState<number | null>(null);
  const { data, error } = usePolled(
    useCallback(() => syncLogOf(engine).entries(), [engine]),
    live,
  );
  const wanted = search.trim().toLowerCase();
  const found = (data ?? []).filter(
    (entry) =>
      (type === 'all' || entry.type === type) &&
      (wanted === '' || `${entry.table}/${entry.record} ${entry.operation}`.toLowerCase().includes(wanted)),
  );
  const copy = async () => {
    await navigator.clipboard.writeText(JSON.stringify(found, null, 1));
    return `${found.length} entries copied.`;
  };
  const body = data?.find(({ n }) => n === chosen);
  return (
    <div className="grid gap-4">
      <div className="grid items-end gap-3 sm:grid-cols-2">
        <SelectField
          label="Type"
          value={type}
          onChange={({ target }) => setType(TYPES.find((each) => each === target.value) ?? 'all')}
        >
          {TYPES.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </SelectField>
        <TextField
          label="Table, record, or operation"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button aria-pressed={!live} onClick={() => setLive(!live)}>
          {live ? 'Pause' : 'Resume'}
        </Button>
        <ActionButton label="Copy as JSON" work={copy} />
        <Button onClick={() => downloadJson('rockon-sync-log.json', found)}>Download</Button>
        <p className="text-13 text-muted" data-log-count={found.length}>
          {error ??
            `${found.length} of ${data?.length ?? 0} operations${found.length > SHOWN ? `, newest ${SHOWN} shown` : ''}`}
        </p>
      </div>
      <DataTable
        label="Operations"
        head={['Time', 'Type', 'Operation', 'Scope', 'Table', 'Record', 'ms', 'Status', 'Detail']}
        none={data === null ? 'Loading…' : 'No matching operations.'}
        rows={found
          .slice(-SHOWN)
          .reverse()
          .map((entry) => ({
            key: entry.n,
            highlighted: entry.type === 'error' || entry.status === 'rejected' || entry.status === 'conflict',
            cells: [
              <button key="time" type="button" className="underline" onClick={() => setChosen(entry.n)}>
                {timeOf(entry.at)}
              </button>,
              entry.type,
              entry.operation,
              short(entry.scope),
              entry.table,
              short(entry.record),
              entry.durationMs,
              entry.status,
              entry.detail,
            ],
          }))}
      />
      {body !== undefined && <JsonText label="Operation" value={body} />}
    </div>
  );
}
