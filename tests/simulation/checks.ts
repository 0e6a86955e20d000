import type { Row } from '@rockon/sync';
import type { SimDevice } from './device.ts';
import { wordsIn } from './ledger.ts';
import { BAND } from './names.ts';
import { canonical, confirmedOnDisk, expectedView, sorted } from './oracle.ts';
import { ENTITIES, isText } from './schema.ts';
import type { SimWorld } from './world.ts';

/** A commit without a message is found within this: the engine looks every 15 s. */
const UNANNOUNCED_MS = 16_000;

/** Runs after every event. */
export function checkSafety(world: SimWorld): void {
  for (const complaint of world.server.complaints) world.violate('server error', complaint);
  nothingLost(world);
  appliedOnce(world);
  for (const device of world.devices) {
    confirmedIsTheServers(world, device);
    cursorsOnlyRise(world, device);
    if (world.clock.now() - device.killedAt > UNANNOUNCED_MS) viewIsReplay(world, device);
    honest(world, device);
    modestEffort(world, device);
  }
  world.throwIfViolated();
}

/** A write that was reported as saved is in the outbox, in the server's log, in a conflict, or set aside. */
function nothingLost(world: SimWorld): void {
  const { ledger } = world;
  for (const [index, entry] of ledger.written.entries()) {
    if (entry.state !== 'saved' || entry.discarded) continue;
    for (const word of entry.tokens) {
      if (ledger.applied.has(word) || ledger.lost.has(word)) continue;
      const { disk } = entry.device;
      const here = JSON.stringify([...disk.outbox.values(), ...disk.setAside]);
      if (wordsIn(here).includes(word)) continue;
      // A later edit of the same place on the same device may have replaced it before it was sent.
      const replaced = ledger.written
        .slice(index + 1)
        .some(
          (later) =>
            later.device === entry.device &&
            later.record === entry.record &&
            later.paths.some((path) => path === '*' || entry.paths.some((own) => covers(path, own))),
        );
      if (!replaced)
        world.violate(
          'no lost work',
          `${word} of ${entry.record} ${entry.paths} on device ${entry.device.index} is nowhere`,
        );
    }
  }
}

const covers = (later: string, earlier: string): boolean =>
  later === earlier || earlier.startsWith(`${later}/`) || later.startsWith(`${earlier}/`);

function appliedOnce(world: SimWorld): void {
  const kept = new Set(
    world.devices
      .flatMap((device) => device.tabs)
      .flatMap((tab) =>
        tab.engine
          .query({ scope: BAND, table: 'conflicts' })
          .get()
          .rows.flatMap((row) => wordsIn(JSON.stringify(row.mine))),
      ),
  );
  // A text is written as a whole: an old form may remove a word that the merge of the next edit adds again. Double
  // application is found by the rule `mutation order`, and `no duplicated text` finds a word twice in one text.
  for (const { paths, tokens } of world.ledger.written)
    if (isText('songs', paths[0] ?? '')) for (const word of tokens) kept.add(word);
  // Resolving a conflict with one's own value writes that value again on purpose.
  for (const [word, count] of world.ledger.applied)
    if (count > 1 && !kept.has(word)) world.violate('exactly once', `${word} was applied ${count} times`);
}

/** Each confirmed row is a state that the server had, and no older than the cursor. */
function confirmedIsTheServers(world: SimWorld, device: SimDevice): void {
  const cursor = device.disk.scopes.get(BAND)?.cursor;
  const tables = ENTITIES.map(({ table }) => [table, confirmedOnDisk(device.disk, BAND, table)] as const);
  for (const [table, rows] of tables)
    for (const row of rows.values()) {
      // The log does not have the last state of a purged record; the device makes its own tombstone.
      if (row.deletedAt && world.server.purged(row.id)) continue;
      if (!world.ledger.had(table, row))
        world.violate(
          'confirmed rows',
          `device ${device.index} holds ${JSON.stringify(row)}, which the server never had`,
        );
    }
  if (!cursor || cursor.epoch !== world.server.epoch()) return;
  const log = world.server.log().slice(0, cursor.seq);
  // A snapshot's cursor is the position at which its first table was read. A row that was deleted before its own table
  // was read is missing, and the log brings the deletion.
  const goes = (id: string, after: number) =>
    world.server
      .log()
      .slice(after)
      .some((change) => change.id === id && (!change.row || change.row.deletedAt));
  for (const [table, rows] of tables) {
    const atCursor = new Map<string, Row | null>();
    for (const change of log) if (change.table === table) atCursor.set(change.id, change.row);
    for (const [id, row] of atCursor) {
      const here = rows.get(id);
      if (row && !row.deletedAt && (here ? here.version < row.version : !goes(id, cursor.seq)))
        world.violate(
          'no gaps',
          `device ${device.index} at seq ${cursor.seq} has ${id}@${here?.version}, the server had @${row.version}`,
        );
      if (row?.deletedAt && here && !here.deletedAt && here.version <= row.version)
        world.violate(
          'no resurrection',
          `device ${device.index} shows ${id}, which was deleted before seq ${cursor.seq}`,
        );
    }
  }
}

interface Position {
  readonly commit: number;
  readonly epoch: string;
  readonly seq: number;
  readonly generation: number;
}
const positions = new WeakMap<SimDevice, Position[]>();

/**
 * A cursor only rises, with one exception: live messages may advance it while a snapshot is read, and completing the
 * snapshot resets it to the seq of the snapshot's first page. Rows that arrived meanwhile are kept and pulled again. It
 * never falls below its value when the snapshot began. A generation is the number of the commit that began it.
 */
function cursorsOnlyRise(world: SimWorld, device: SimDevice): void {
  const { scopes, meta } = device.disk;
  const scope = scopes.get(BAND);
  const before = positions.get(device) ?? [];
  if (!scope?.cursor) {
    positions.delete(device);
    return;
  }
  const { epoch, seq } = scope.cursor;
  const { generation } = scope;
  const since = before.findLast((each) => each.generation === generation || each.commit < generation);
  if (since && since.epoch === epoch && seq < since.seq)
    world.violate('cursor', `device ${device.index} went back from ${since.seq} to ${seq}`);
  positions.set(device, [...before.slice(-50), { commit: meta.commit, epoch, seq, generation }]);
}

function viewIsReplay(world: SimWorld, device: SimDevice): void {
  if (device.tabs.some((tab) => tab.busy())) return;
  const unsure = world.ledger.written.some((entry) => entry.device === device && entry.state === 'writing');
  if (unsure && device.killedAt === Number.NEGATIVE_INFINITY) return;
  // While the first snapshot is read, its rows show before it is complete.
  if (!device.disk.scopes.get(BAND)?.cursor) return;
  for (const { table, visible, blank } of ENTITIES) {
    const expected = expectedView(device.disk, BAND, table, blank);
    for (const tab of device.tabs) {
      const { rows } = tab.engine.query({ scope: BAND, table }).get();
      const seen = new Map(rows.map((row) => [row.id, row]));
      for (const id of new Set([...seen.keys(), ...expected.keys()])) {
        const [shown, right] = [seen.get(id), expected.get(id)].map(
          (row) => row && JSON.stringify(visible.map((field) => sorted(row[field]))),
        );
        if (shown !== right)
          world.violate(
            'view = replay(outbox, confirmed)',
            `device ${device.index} shows ${id} as ${shown}, it should be ${right}`,
          );
      }
    }
  }
}

/** The status "saved" is shown only for rows that the server has. */
function honest(world: SimWorld, device: SimDevice): void {
  for (const tab of device.tabs)
    for (const { table } of ENTITIES)
      for (const row of tab.engine.query({ scope: BAND, table }).get().rows) {
        const { kind } = tab.engine.getSyncStatus({ scope: BAND, table, id: row.id });
        if ((kind === 'synced' || kind === 'unread') && !world.ledger.had(table, row))
          world.violate('honest status', `device ${device.index} says ${kind} of ${JSON.stringify(row)}`);
      }
}

const effort = new WeakMap<SimDevice, { since: number; requests: number }>();

function modestEffort(world: SimWorld, device: SimDevice): void {
  const now = world.clock.now();
  const mark = effort.get(device) ?? { since: now, requests: device.requests };
  effort.set(device, mark);
  if (now - mark.since < 20_000) return;
  const perMinute = ((device.requests - mark.requests) / (now - mark.since)) * 60_000;
  if (perMinute > 240)
    world.violate('bounded effort', `device ${device.index} made ${Math.round(perMinute)} requests in a minute`);
  effort.set(device, { since: now, requests: device.requests });
}

/** Runs after healing and a while. */
export async function checkRest(world: SimWorld): Promise<void> {
  const tables = new Map<string, Map<string, string>>();
  for (const { table } of ENTITIES) {
    const rows = await world.server.rows(table);
    logIsTheTable(world, table, rows);
    tables.set(table, live(rows));
  }
  textsKeepEveryWord(world);
  for (const device of world.devices) {
    if (!world.members.has(device.user)) {
      const kept = ENTITIES.some(({ table }) => confirmedOnDisk(device.disk, BAND, table).size > 0);
      if (kept || device.disk.scopes.has(BAND))
        world.violate(
          'removed members keep nothing',
          `device ${device.index} kept rows of a band that it was removed from`,
        );
      continue;
    }
    for (const [table, server] of tables) {
      const here = live([...confirmedOnDisk(device.disk, BAND, table).values()]);
      for (const id of new Set([...here.keys(), ...server.keys()]))
        if (here.get(id) !== server.get(id))
          world.violate('convergence', `device ${device.index} has ${here.get(id)}, the server ${server.get(id)}`);
    }
    const waiting = [...device.disk.outbox.values()].filter((entry) => !entry.rejected);
    if (waiting.length > 0) world.violate('liveness', `device ${device.index} still has ${JSON.stringify(waiting[0])}`);
    for (const tab of device.tabs) {
      const connection = tab.engine.connection.get();
      if (connection.kind !== (device.socket === 'down' ? 'polling' : 'connected') || connection.pending > 0)
        world.violate('liveness', `device ${device.index} says ${JSON.stringify(connection)}`);
    }
    if (device.tabs.filter((tab) => tab.engine.connection.get().leader).length !== 1)
      world.violate('one leader', `device ${device.index}`);
  }
  checkSafety(world);
}

const live = (rows: readonly Row[]): Map<string, string> =>
  new Map(rows.filter((row) => !row.deletedAt).map((row) => [row.id, canonical(row)]));

/** Replaying the log results in the table: nothing changes without a log entry. */
function logIsTheTable(world: SimWorld, table: string, rows: readonly Row[]): void {
  const logged = new Map(
    [...world.ledger.latest].filter(([key]) => key.startsWith(`${table}/`)).map(([, row]) => [row.id, row]),
  );
  for (const row of rows) {
    const last = logged.get(row.id);
    if (!last || canonical(last) !== canonical(row))
      world.violate('log = table', `the table has ${JSON.stringify(row)}, the log ${JSON.stringify(last)}`);
    logged.delete(row.id);
  }
  for (const row of logged.values())
    if (!world.server.purged(row.id)) world.violate('log = table', `${JSON.stringify(row)} is only in the log`);
}

/**
 * No scenario removes a line of a text. So every word that the server accepted is in the text or in an open conflict
 * about it, unless a person chose between two texts; and it is there once.
 */
function textsKeepEveryWord(world: SimWorld): void {
  const { ledger } = world;
  // After a restore from a backup the ledger does not know what the server should have.
  if (ledger.counts['server restores']) return;
  const waiting = [...ledger.latest].filter(([key]) => key.startsWith('conflicts/')).map(([, row]) => row);
  for (const entry of ledger.written) {
    const [path = ''] = entry.paths;
    if (entry.paths.length !== 1 || !isText('songs', path) || entry.state !== 'saved' || entry.discarded) continue;
    const row = ledger.latest.get(`songs/${entry.record}`);
    if (!row || row.deletedAt || ledger.chosen.has(entry.record)) continue;
    const text = wordsIn(String(row[path]));
    for (const word of entry.tokens) {
      if (!ledger.applied.has(word)) continue;
      const times = text.filter((each) => each === word).length;
      if (times > 1) world.violate('no duplicated text', `${word} is ${times} times in ${entry.record}`);
      if (times === 0 && !waiting.some((conflict) => wordsIn(JSON.stringify(conflict)).includes(word)))
        world.violate('no lost text', `${word} is not in ${entry.record}: ${JSON.stringify(row[path])}`);
    }
  }
}
