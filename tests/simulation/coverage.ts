import type { Row } from '@rockon/sync';
import type { SimWorld } from './world.ts';

/** How often the interesting things happened. What never happens in a whole run was not tested by it. */
export type Coverage = Record<string, number>;

/** Told to the ledger where they happen. */
const COUNTED = [
  'mutations sent again',
  'refused: invalid',
  'refused: forbidden',
  'refused: not_found',
  'refused: insert',
  'refused: update',
  'refused: delete',
  'refused: restore',
  'conflicts resolved',
  'old forms saved',
  'snapshots after the first',
  'session lost with a push under way',
  'announcements lost',
  'announcements late',
  'announcements twice',
  'removed from the band',
  'joined again',
  'server restored',
  'bands evicted',
  'requests while only one thing fails',
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
    'an update met a deletion': about('update met a deletion'),
    'a deletion met an update': about('deletion met an update'),
    'texts merged without asking': texts.filter(({ row }) => row?.resolution === 'merged').length,
    'texts that a person was asked about': new Set(texts.map(({ id }) => id)).size - merged.size,
    ...Object.fromEntries(COUNTED.map((name) => [name, counts[name] ?? 0])),
    'work set aside': world.devices.filter((device) => device.disk.setAside.length > 0).length,
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

/** What a conflict is about; the model and the SQL word those about a record's life differently. */
function matter(row: Row): 'value' | 'update met a deletion' | 'deletion met an update' {
  if (row.path !== '*' && row.path !== 'deleted_at') return 'value';
  const { mine } = row;
  const deleted = typeof mine === 'string' || (mine as { op?: unknown } | null)?.op === 'delete';
  return deleted ? 'deletion met an update' : 'update met a deletion';
}

export function add(total: Coverage, one: Coverage): void {
  for (const [name, value] of Object.entries(one)) total[name] = (total[name] ?? 0) + value;
}

/** What never happened. */
export const missing = (coverage: Coverage): readonly string[] =>
  Object.entries(coverage).flatMap(([name, times]) => (times === 0 ? [name] : []));

export const table = (coverage: Coverage): string =>
  Object.entries(coverage)
    .map(([name, times]) => `  ${String(times).padStart(8)}  ${name}`)
    .join('\n');
