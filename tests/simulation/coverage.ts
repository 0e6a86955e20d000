import type { Row } from '@rockon/sync';
import type { SimWorld } from './world.ts';

/** How often interesting events happened. A run does not test what never happened in it. */
export type Coverage = Record<string, number>;

/** Counted by the ledger where they happen. */
const COUNTED = [
  'mutations repeated',
  'rejected: invalid',
  'rejected: forbidden',
  'rejected: not_found',
  'rejected: insert',
  'rejected: update',
  'rejected: delete',
  'rejected: restore',
  'conflicts resolved',
  'forms saved',
  'snapshots after the first',
  'sessions lost during a push',
  'messages lost',
  'messages late',
  'messages repeated',
  'members removed',
  'members rejoined',
  'server restores',
  'bands evicted',
  'requests during a partial failure',
] as const;

export function count(world: SimWorld): Coverage {
  const kinds = world.scenario.events.slice(0, world.step).map((event) => event.kind as string);
  const has = (...wanted: string[]) => kinds.filter((each) => wanted.includes(each)).length;
  const log = world.server.log();
  const conflicts = log.filter((change) => change.table === 'conflicts' && change.op === 'insert');
  const about = (what: ReturnType<typeof matter>) => conflicts.filter(({ row }) => row && matter(row) === what).length;
  const texts = log.filter(({ table, row }) => table === 'conflicts' && row?.path === 'notes');
  const merged = new Set(texts.filter(({ row }) => row?.resolution === 'merged').map(({ id }) => id));
  const { counts } = world.ledger;
  return {
    writes: world.ledger.written.length,
    changes: log.length,
    'conflicts about a value': about('value'),
    'conflicts: update of a deleted record': about('update of a deleted record'),
    'conflicts: delete of a changed record': about('delete of a changed record'),
    'texts merged without asking': texts.filter(({ row }) => row?.resolution === 'merged').length,
    'texts left to a person': new Set(texts.map(({ id }) => id)).size - merged.size,
    ...Object.fromEntries(COUNTED.map((name) => [name, counts[name] ?? 0])),
    'devices with set-aside mutations': world.devices.filter((device) => device.disk.setAside.length > 0).length,
    'changes of leader': world.devices.reduce((sum, device) => sum + Math.max(0, device.disk.meta.term - 1), 0),
    'tabs killed': has('kill'),
    crashes: has('crash'),
    'stolen locks': has('steal'),
    'lost sessions': has('session'),
    'clock jumps': has('clock'),
    'storage faults': has('storage-fault'),
    'databases compacted': has('compact'),
    'logs pruned': has('prune'),
    'roles changed': has('role'),
    'lossy or dead sockets': has('socket'),
    'bad networks': has('network'),
  };
}

/** What a conflict is about; the model and the SQL describe conflicts about a deletion differently. */
function matter(row: Row): 'value' | 'update of a deleted record' | 'delete of a changed record' {
  if (row.path !== '*' && row.path !== 'deleted_at') return 'value';
  const { mine } = row;
  const deleted = typeof mine === 'string' || (mine as { op?: unknown } | null)?.op === 'delete';
  return deleted ? 'delete of a changed record' : 'update of a deleted record';
}

export function add(total: Coverage, one: Coverage): void {
  for (const [name, value] of Object.entries(one)) total[name] = (total[name] ?? 0) + value;
}

/** The events that never happened. */
export const missing = (coverage: Coverage): readonly string[] =>
  Object.entries(coverage).flatMap(([name, times]) => (times === 0 ? [name] : []));

export const table = (coverage: Coverage): string =>
  Object.entries(coverage)
    .map(([name, times]) => `  ${String(times).padStart(8)}  ${name}`)
    .join('\n');
