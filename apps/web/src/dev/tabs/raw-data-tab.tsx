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
import { serverRows } from '../server-queries.ts';
import { usePolled } from '../use-live-data.ts';

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
  // biome-ignore lint/correctness/useExhaustiveDependencies: reads again when the table changes on this device
  const read = useCallback(async () => {
    const local = await readLocal(identity.userId);
    // Show the local rows even when the server cannot be reached.
    const [onServer, serverError] = await serverRows(scope, table).then(
      (rows) => [rows, null] as const,
      (cause: unknown) => [[], cause instanceof Error ? cause.message : String(cause)] as const,
    );
    return { local, serverError, rows: compareRows(localRows(local, scope, table), onServer) };
  }, [identity.userId, scope, table, changing]);
  const { data, error, reload } = usePolled(read, false);
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
          <option value="cloud">Server</option>
          <option value="both">Both, differences first</option>
        </SelectField>
      </div>
      <p className="flex gap-4 text-14 text-secondary" role="status">
        <span data-differences={different}>
          {error ??
            (data === null
              ? 'Loading…'
              : `${rows.length} records${source === 'both' ? `, ${different} different` : ''}`)}
        </span>
        <TextButton onClick={reload}>Read again</TextButton>
      </p>
      {data?.serverError != null && <p className="text-14 text-error">The server cannot be read: {data.serverError}</p>}
      <DataTable
        label="Records"
        head={['Id', 'Name', 'Version here', 'Version on the server', 'Different fields', 'Side by side']}
        none={data === null ? 'Loading…' : 'No live records.'}
        rows={rows.slice(0, 500).map((each) => ({
          key: each.id,
          highlighted: source === 'both' && !each.same,
          cells: [
            short(each.id),
            nameOf(each),
            each.local?.version ?? '',
            each.cloud?.version ?? '',
            source !== 'both'
              ? ''
              : each.local === null
                ? 'only on the server'
                : each.cloud === null
                  ? 'only here'
                  : each.fields.join(', '),
            <TextButton key="view" onClick={() => setChosen(each.id)}>
              View
            </TextButton>,
          ],
        }))}
      />
      {record !== undefined && data !== null && (
        <SideBySide
          record={record}
          outbox={data.local.outbox.filter((each) => each.record === record.id)}
          current={engine.record({ scope, table, id: record.id }).get()}
        />
      )}
    </div>
  );
}

const asText = (value: Json | undefined) => (value === undefined ? '' : JSON.stringify(value));

/** One record on every level; fields whose levels differ are highlighted and come first. */
function SideBySide({
  record,
  outbox,
  current,
}: {
  readonly record: Compared;
  readonly outbox: readonly OutboxEntry[];
  readonly current: Row | undefined;
}) {
  const queued = outbox.map(({ id, op }) => `${op} ${id}`).join(', ');
  return (
    <Section
      title={`${nameOf(record) || short(record.id)}: ${queued === '' ? 'no pending changes' : `pending: ${queued}`}`}
    >
      <DataTable
        label="One record"
        head={['Field', 'Base', 'Pending', 'Current', 'Server']}
        none=""
        rows={sideBySide(record, outbox, current).map((level) => ({
          key: level.field,
          highlighted: level.differs,
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
