import { BAND_TABLES } from '@rockon/domain';
import { config } from '../../lib/config.ts';
import { isIn } from '../../lib/rollout.ts';
import type { Engine } from '../../session/engine.ts';
import { syncLogOf } from '../../session/sync-logs.ts';
import { lastWeek } from '../../session/sync-week.ts';

const ERRORS = 30;
const NEWEST = 200;

/**
 * A JSON report for troubleshooting: version, states, the last errors and operations. It holds ids, numbers and codes
 * only: no content, no email address, no token. Server messages are left out because they may quote what was typed.
 */
export async function diagnostics(engine: Engine, userId: string): Promise<string> {
  const syncLog = syncLogOf(engine);
  const [entries, hours, usage] = await Promise.all([
    syncLog.entries(),
    syncLog.hours(),
    // A report without the storage figures is better than none.
    engine.usage().catch(() => null),
  ]);
  const now = Date.now();
  const { reason: _reason, defect, ...connection } = engine.connection.get();
  const bare = entries.map(({ body: _, ...entry }) => ({ ...entry, at: new Date(entry.at).toISOString() }));
  const facts = {
    about: 'RockOn diagnostics: no content, no secrets',
    at: new Date(now).toISOString(),
    build: buildName(),
    browser: navigator.userAgent,
    online: navigator.onLine,
    user: userId,
    settings: {
      realtime: isIn(config.realtime, userId),
      syncIcons: isIn(config.syncIcons, userId),
      toasts: isIn(config.toasts, userId),
      pollMs: config.pollMs,
    },
    connection: { ...connection, defect: defect !== null },
    storage: usage,
    scopes: engine.scopes.get().map((scope) => ({
      scope,
      tables: Object.fromEntries(
        BAND_TABLES.map((table) => {
          const { rows, complete } = engine.query({ scope, table }).get();
          return [table, { rows: rows.length, complete }];
        }),
      ),
    })),
    pending: engine.pending.get().map(({ set, ...entry }) => ({ ...entry, fields: Object.keys(set) })),
    failed: engine.failed.get().map(({ set, error, ...entry }) => ({
      ...{ ...entry, fields: Object.keys(set) },
      error: { code: error.code, path: error.path ?? null },
    })),
    setAside: engine.setAside.get().map(({ scope, entries: { length } }) => ({ scope, entries: length })),
    repairs: engine.repairs.get(),
    week: lastWeek(hours, now),
    errors: bare.filter(({ type, status }) => type === 'error' || status === 'rejected').slice(-ERRORS),
    log: bare.slice(-NEWEST),
  };
  return JSON.stringify(facts, null, 1);
}

/** The build, by the hash in the name of its entry script. */
function buildName(): string {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  return script?.src.split('/').at(-1)?.split('?')[0] ?? 'unknown';
}
