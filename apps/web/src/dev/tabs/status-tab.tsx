import { BAND_TABLES, bandSchema } from '@rockon/domain';
import { useConnection, useEngine, useLive } from '@rockon/sync-react';
import { useCallback, useState } from 'react';
import { config, DEV_SETTINGS } from '../../lib/config.ts';
import { isIn } from '../../lib/rollout.ts';
import { useAccount } from '../../session/session-context.tsx';
import { size } from '../../session/storage-facts.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import { ActionButton, DataTable, Facts, short, timeOf, useScopes } from '../components.tsx';
import { localRows, readLocal } from '../raw-data.ts';
import { serverScopes } from '../server-queries.ts';
import { usePolled } from '../use-live-data.ts';

export function StatusTab() {
  const engine = useEngine();
  const { identity } = useAccount();
  const state = useConnection();
  const repairs = useLive(engine.repairs);
  const scopes = useScopes();
  const read = useCallback(
    async () => ({ local: await readLocal(identity.userId), usage: await engine.usage() }),
    [engine, identity.userId],
  );
  const { data, error } = usePolled(read);
  const cloud = usePolled(useCallback(() => serverScopes(scopes), [scopes]));
  const tablesOf = (scope: string) => (scope === identity.userId ? bandSchema.userTables : bandSchema.scopeTables);
  return (
    <div className="grid gap-6">
      <Facts
        facts={{
          Mode: import.meta.env.MODE,
          Server: config.url,
          User: identity.userId,
          Connection: state.reason === null ? state.kind : `${state.kind}: ${state.reason}`,
          'This tab': state.leader ? 'leads' : 'follows another tab',
          'Last sync': state.lastSyncAt === null ? 'never' : timeOf(state.lastSyncAt),
          Outbox: `${state.pending} pending, ${state.failed} rejected, ${state.conflicts} in conflict`,
          Client: data?.local.meta.clientId ?? '…',
          Term: data?.local.meta.term ?? '…',
          Storage: !data?.usage
            ? 'unknown'
            : `${size(data.usage.used)} of ${size(data.usage.quota)}, ${data.usage.persisted ? 'persistent' : 'may be cleared'}`,
          Repaired: repairs.length === 0 ? 'nothing' : repairs.map(({ tables }) => tables.join(', ')).join('; '),
        }}
      />
      {error !== null && <p className="text-14 text-error">{error}</p>}
      <Section title="Scopes">
        {cloud.error !== null && <p className="text-14 text-error">The server cannot be read: {cloud.error}</p>}
        <DataTable
          label="Scopes"
          head={['Scope', 'Owner', 'Cursor', 'End of the log', 'Epoch']}
          none="No scopes yet."
          rows={scopes.map((scope) => {
            const cursor = data?.local.scopes[scope]?.cursor ?? null;
            const there = cloud.data?.[scope];
            return {
              key: scope,
              highlighted:
                cursor !== null && there !== undefined && (cursor.seq !== there.head || cursor.epoch !== there.epoch),
              cells: [
                scope,
                scope === identity.userId ? 'this user' : 'a band',
                cursor?.seq ?? 'none yet',
                <span key="head" data-head={scope}>
                  {there?.head ?? '…'}
                </span>,
                cursor?.epoch ?? '',
              ],
            };
          })}
        />
      </Section>
      <Section title="Tables">
        <DataTable
          label="Rows per table"
          head={['Scope', 'Table', 'On this device', 'On the server']}
          none="No tables yet."
          rows={scopes.flatMap((scope) =>
            tablesOf(scope).map((table) => {
              const here = data === null ? null : localRows(data.local, scope, table);
              const there = cloud.data?.[scope]?.digest?.[table] ?? null;
              const versions = here?.reduce((sum, { version }) => sum + version, 0);
              return {
                key: `${scope}/${table}`,
                highlighted:
                  here !== null && there !== null && (here.length !== there.count || versions !== there.versions),
                cells: [
                  short(scope),
                  table,
                  here?.length ?? '…',
                  <span key="cloud" data-cloud-count={table}>
                    {there?.count ?? '…'}
                  </span>,
                ],
              };
            }),
          )}
        />
      </Section>
      <Flags />
    </div>
  );
}

const SETTINGS = [
  'VITE_ENABLE_REALTIME',
  'VITE_ENABLE_SYNC_ICONS',
  'VITE_ENABLE_TOASTS',
  'VITE_SYNC_INTERVAL',
] as const;

/** The build's settings and their effect for this user; the fields override them in this browser only. */
function Flags() {
  const { identity } = useAccount();
  const on = (rollout: number) =>
    `${Math.round(rollout * 100)} % of users, ${isIn(rollout, identity.userId) ? 'on' : 'off'} here`;
  const [own, setOwn] = useState<Record<string, string>>(() => JSON.parse(localStorage.getItem(DEV_SETTINGS) ?? '{}'));
  const apply = async () => {
    const overrides = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== ''));
    localStorage.setItem(DEV_SETTINGS, JSON.stringify(overrides));
    location.reload();
    return 'Reloading…';
  };
  return (
    <Section title="Settings">
      <Facts
        facts={{
          Realtime: on(config.realtime),
          'Sync icons': on(config.syncIcons),
          Toasts: on(config.toasts),
          'Sync interval': `${config.pollMs} ms`,
          'Band tables': BAND_TABLES.join(', '),
        }}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        {SETTINGS.map((name) => (
          <TextField
            key={name}
            label={name}
            placeholder={import.meta.env[name] ?? 'not set'}
            value={own[name] ?? ''}
            onChange={({ target }) => setOwn((before) => ({ ...before, [name]: target.value }))}
          />
        ))}
      </div>
      <div className="flex flex-wrap gap-3">
        <ActionButton label="Apply to this browser" work={apply} />
        <Button onClick={() => setOwn({})}>Clear</Button>
      </div>
    </Section>
  );
}
