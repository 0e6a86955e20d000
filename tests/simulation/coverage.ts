import { BAND } from './book.ts';
import type { SimWorld } from './world.ts';

/** How often the interesting things happened. What never happens in a whole run was not tested by it. */
export type Coverage = Record<string, number>;

export function count(world: SimWorld): Coverage {
  const kinds = world.scenario.events.slice(0, world.step).map((event) => event.kind as string);
  const has = (kind: string) => kinds.filter((each) => each === kind).length;
  const log = world.server.log(BAND);
  const conflicts = log.filter((change) => change.table === 'conflicts' && change.op === 'insert');
  return {
    writes: world.ledger.written.length,
    changes: log.length,
    conflicts: conflicts.length,
    'conflicts about life and death': conflicts.filter((change) => change.row?.path === '*').length,
    'refused mutations': world.devices
      .flatMap((device) => [...device.disk.outbox.values()])
      .filter((entry) => entry.rejected).length,
    'work set aside': world.devices.filter((device) => device.disk.setAside.length > 0).length,
    'changes of leader': world.devices.reduce((sum, device) => sum + Math.max(0, device.disk.meta.term - 1), 0),
    'snapshots after the first': world.devices.filter((device) => (device.disk.scopes.get(BAND)?.generation ?? 0) > 20)
      .length,
    'tabs killed': has('kill'),
    crashes: has('crash'),
    'stolen locks': has('steal'),
    'lost sessions': has('session'),
    'clock jumps': has('clock'),
    'storage faults': has('storage-fault'),
    'log pruned': has('prune'),
    'server restored': has('server-restore'),
    'memberships changed': has('membership'),
    'lossy or dead sockets': has('socket'),
    'bad networks': has('network'),
  };
}

export function add(total: Coverage, one: Coverage): void {
  for (const [name, value] of Object.entries(one)) total[name] = (total[name] ?? 0) + value;
}
