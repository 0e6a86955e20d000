import { bandSchema } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { useCallback, useState } from 'react';
import { useAccount } from '../../platform/session-context.tsx';
import { TextButton } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import { DataTable, JsonText, short, useBandId, useScopes } from '../parts.tsx';
import { type Compared, cloudRows, compareRows, localRows, readLocal } from '../raw-data.ts';
import { useWatched } from '../use-live-data.ts';

type Source = 'local' | 'cloud' | 'both';

export function RawDataTab() {
  const engine = useEngine();
  const { identity } = useAccount();
  const scopes = useScopes();
  const band = useBandId();
  const [scope, setScope] = useState(band ?? identity.userId);
  const tables = scope === identity.userId ? bandSchema.userTables : bandSchema.scopeTables;
  const [asked, setTable] = useState('songs');
  const table = tables.includes(asked) ? asked : String(tables[0]);
  const [source, setSource] = useState<Source>('both');
  const [chosen, setChosen] = useState<string | null>(null);
  const read = useCallback(async () => {
    const local = await readLocal(identity.userId);
    const here = source === 'cloud' ? [] : localRows(local, scope, table);
    const there = source === 'local' ? [] : await cloudRows(engine, scope, table);
    return { local, rows: compareRows(here, there) };
  }, [engine, identity.userId, scope, table, source]);
  const { data, error, reload } = useWatched(read, false);
  const different = data?.rows.filter(({ same }) => !same).length ?? 0;
  const record = data?.rows.find(({ id }) => id === chosen);
  return (
    <div className="grid gap-4">
      <div className="grid gap-3 sm:grid-cols-3">
        <SelectField label="Scope" value={scope} onChange={({ target }) => setScope(target.value)}>
          {scopes.map((each) => (
            <option key={each} value={each}>
              {each === identity.userId ? 'My own' : `Band ${short(each)}`}
            </option>
          ))}
        </SelectField>
        <SelectField label="Table" value={table} onChange={({ target }) => setTable(target.value)}>
          {tables.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </SelectField>
        <SelectField label="Source" value={source} onChange={({ target }) => setSource(target.value as Source)}>
          <option value="local">Local</option>
          <option value="cloud">Cloud</option>
          <option value="both">Both, differences first</option>
        </SelectField>
      </div>
      <p className="flex gap-4 text-14 text-secondary" role="status">
        <span data-differences={different}>
          {error ??
            (data === null
              ? 'Reading…'
              : `${data.rows.length} records${source === 'both' ? `, ${different} of them differ` : ''}`)}
        </span>
        <TextButton onClick={reload}>Read again</TextButton>
      </p>
      <DataTable
        label="Records"
        head={['Id', 'Name', 'Version here', 'Version in the cloud', 'Differs in', 'Side by side']}
        none={data === null ? 'Reading…' : 'This table has no live records there.'}
        rows={(data?.rows ?? []).slice(0, 500).map((each) => ({
          key: each.id,
          loud: source === 'both' && !each.same,
          cells: [
            short(each.id),
            nameOf(each),
            each.local?.version ?? '',
            each.cloud?.version ?? '',
            source !== 'both'
              ? ''
              : each.local === null
                ? 'only in the cloud'
                : each.cloud === null
                  ? 'only here'
                  : each.fields.join(', '),
            <TextButton key="look" onClick={() => setChosen(each.id)}>
              Look
            </TextButton>,
          ],
        }))}
      />
      {record !== undefined && data !== null && (
        <div className="grid gap-4 lg:grid-cols-3">
          <Section title="Base: what the server confirmed">
            <JsonText label="Base" value={record.local ?? undefined} />
          </Section>
          <Section title="Pending: what waits here">
            <JsonText label="Pending" value={data.local.outbox.filter(({ record: id }) => id === record.id)} />
          </Section>
          <Section title="Current: what a person sees">
            <JsonText label="Current" value={engine.record({ scope, table, id: record.id }).get()} />
          </Section>
        </div>
      )}
    </div>
  );
}

function nameOf({ local, cloud }: Compared): string {
  const row = local ?? cloud;
  return String(row?.title ?? row?.name ?? row?.recordTable ?? '');
}
