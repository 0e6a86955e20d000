import { bandSchema } from '@rockon/domain';
import type { Json, OutboxEntry, Row } from '@rockon/sync';
import { untyped } from '@rockon/sync';
import { useEngine, useLive } from '@rockon/sync-react';
import { useCallback, useState } from 'react';
import { useAccount } from '../../session/session-context.tsx';
import { TextButton } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import { DataTable, short, useBandId, useScopes } from '../components.tsx';
import { type Compared, compareRows, localRows, readLocal, sideBySide } from '../raw-data.ts';
import { cloudRows } from '../server-queries.ts';
import { useWatched } from '../use-live-data.ts';

type Source = 'local' | 'cloud' | 'both';
const LEVELS = ['base', 'pending', 'current', 'cloud'] as const;

export function RawDataTab() {
  const engine = untyped(useEngine());
  const { identity } = useAccount();
  const scopes = useScopes();
  const band = useBandId();
  const [scope, setScope] = useState(band ?? identity.userId);
  const tables: readonly string[] = scope === identity.userId ? bandSchema.userTables : bandSchema.scopeTables;
  const [asked, setTable] = useState('songs');
  const table = tables.includes(asked) ? asked : String(tables[0]);
  const [source, setSource] = useState<Source>('both');
  const [chosen, setChosen] = useState<string | null>(null);
  const changing = useLive(engine.query({ scope, table }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew when something of the table changes here
  const read = useCallback(async () => {
    const local = await readLocal(identity.userId);
    // Without a line there is still what lies here.
    const [there, unread] = await cloudRows(scope, table).then(
      (rows) => [rows, null] as const,
      (cause: unknown) => [[], cause instanceof Error ? cause.message : String(cause)] as const,
    );
    return { local, unread, rows: compareRows(localRows(local, scope, table), there) };
  }, [identity.userId, scope, table, changing]);
  const { data, error, reload } = useWatched(read, false);
  const rows = (data?.rows ?? []).filter((each) => source === 'both' || each[source] !== null);
  const different = rows.filter(({ same }) => !same).length;
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
              : `${rows.length} records${source === 'both' ? `, ${different} of them differ` : ''}`)}
        </span>
        <TextButton onClick={reload}>Read again</TextButton>
      </p>
      {data?.unread != null && <p className="text-14 text-error">The cloud cannot be read: {data.unread}</p>}
      <DataTable
        label="Records"
        head={['Id', 'Name', 'Version here', 'Version in the cloud', 'Differs in', 'Side by side']}
        none={data === null ? 'Reading…' : 'This table has no live records there.'}
        rows={rows.slice(0, 500).map((each) => ({
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
        <SideBySide
          record={record}
          waiting={data.local.outbox.filter((each) => each.record === record.id)}
          current={engine.record({ scope, table, id: record.id }).get()}
        />
      )}
    </div>
  );
}

const asText = (value: Json | undefined) => (value === undefined ? '' : JSON.stringify(value));

/** One record on all the levels that it has; fields on which they disagree are marked and come first. */
function SideBySide({
  record,
  waiting,
  current,
}: {
  readonly record: Compared;
  readonly waiting: readonly OutboxEntry[];
  readonly current: Row | undefined;
}) {
  const queued = waiting.map(({ id, op }) => `${op} ${id}`).join(', ');
  return (
    <Section title={`${nameOf(record) || short(record.id)}: ${queued === '' ? 'nothing waits' : `waiting: ${queued}`}`}>
      <DataTable
        label="One record"
        head={['Field', 'Base', 'Pending', 'Current', 'In the cloud']}
        none=""
        rows={sideBySide(record, waiting, current).map((level) => ({
          key: level.field,
          loud: level.differs,
          cells: [
            level.field,
            ...[asText(level.base), level.pending.join('; '), asText(level.current), asText(level.cloud)].map(
              (text, index) => (
                <code key={String(index)} className="text-12 break-all" data-level={LEVELS[index]}>
                  {text}
                </code>
              ),
            ),
          ],
        }))}
      />
    </Section>
  );
}

function nameOf({ local, cloud }: Compared): string {
  const row = local ?? cloud;
  return String(row?.title ?? row?.name ?? row?.recordTable ?? '');
}
