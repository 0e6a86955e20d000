import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMarkId } from '@rockon/domain';
import { prepareDatabase } from '@rockon/local-stack';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { migrationsDir, testSecrets } from '../support/postgres.ts';
import { Device, Session } from '../support/sql-session.ts';
import { writeReplacedMigrations } from './support/replaced-migrations.ts';

// A database and devices from before read mark ids were hashes (they were the xor of two ids).
const SINCE = '20260103';
const name = `test_${randomBytes(6).toString('hex')}`;
const url = (database: string): string => inject('postgresAdminUrl').replace('DATABASE', database);
const bytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

/** The id of older apps: the xor of both ids. */
function mixedId(user: string, record: string): string {
  const other = bytes(record);
  const hex = Buffer.from(bytes(user).map((byte, at) => byte ^ (other[at] ?? 0))).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

let maintenance: Session;
let session: Session;
let folder: string;
let ann: string;
let phone: Device;
let laptop: Device;
let desktop: Device;
let song: string;
let seen: string;
let cursor: { seq: number; epoch: string };

const values = (record: string, seenVersion: number) => ({
  table: 'read_marks',
  set: { record_table: 'songs', record_id: record, seen_version: seenVersion },
});
const marks = () =>
  session.admin('select id, record_id, seen_version from public.read_marks order by seen_version, record_id');

beforeAll(async () => {
  maintenance = await Session.open(url('postgres'));
  folder = await mkdtemp(join(tmpdir(), 'rockon-migrations-'));
  await writeReplacedMigrations(folder, SINCE);
  await maintenance.admin(`create database ${name}`);
  const prepare = (migrations: string) =>
    prepareDatabase({ adminUrl: url(name), migrationsDir: migrations, secrets: testSecrets });
  await prepare(folder);
  session = await Session.open(url(name));
  ann = await session.signUp('Ann');
  phone = new Device(session, ann, ann);
  seen = randomUUID();
  const band = await session.band(ann);
  [laptop, desktop] = [new Device(session, ann, band), new Device(session, ann, band)];
  song = await laptop.insert({ title: 'First' });
  await desktop.send('update', song, { base: 1, set: { title: 'Second' } });
  expect((await phone.send('insert', mixedId(ann, seen), values(seen, 3))).status).toBe('applied');
  [cursor = { seq: 0, epoch: '' }] = await session.admin<typeof cursor>(
    'select seq::int, epoch from sync.scopes where id = $1',
    [ann],
  );
  await writeReplacedMigrations(folder);
  await prepare(folder);
  await prepare(migrationsDir);
});
afterAll(async () => {
  await session.close();
  await maintenance.admin(`drop database ${name} with (force)`);
  await maintenance.close();
  await rm(folder, { recursive: true, force: true });
});

test('read marks move to their new ids, and devices receive the change', async () => {
  expect(await marks()).toEqual([{ id: readMarkId(ann, seen), record_id: seen, seen_version: 3 }]);
  const answer = await session.rpc<{ scopes: Record<string, { changes: readonly Record<string, unknown>[] }> }>(
    ann,
    'sync_pull',
    { protocol: 1, cursors: { [ann]: cursor }, limit: 100 },
  );
  expect(answer.scopes[ann]?.changes).toEqual([
    expect.objectContaining({ op: 'delete', id: mixedId(ann, seen), row: null, version: 2 }),
    expect.objectContaining({ op: 'insert', id: readMarkId(ann, seen) }),
  ]);
});

test('read marks from an old device are applied, and none is rejected', async () => {
  const result = await phone.send('update', mixedId(ann, seen), { ...values(seen, 5), set: { seen_version: 5 } });
  expect(result).toMatchObject({ status: 'applied', row: null, version: null, seq: null });
  const record = randomUUID();
  const inserted = await phone.send('insert', mixedId(ann, record), values(record, 7));
  expect(inserted).toMatchObject({ status: 'applied', row: null });
  // The old app drops its mark once it is acknowledged, and inserts it again.
  expect(await phone.send('insert', mixedId(ann, record), values(record, 8))).toMatchObject({ status: 'applied' });
  expect(await marks()).toEqual([
    { id: readMarkId(ann, seen), record_id: seen, seen_version: 5 },
    { id: readMarkId(ann, record), record_id: record, seen_version: 8 },
  ]);
});

test('an xor id reaches only the person’s own marks', async () => {
  const ben = await session.signUp('Ben');
  // A record id whose xor with Ben's id is the id of Ann's mark; record ids are free to choose.
  const chosen = mixedId(ben, readMarkId(ann, seen));
  const result = await new Device(session, ben, ben).send('insert', readMarkId(ann, seen), values(chosen, 9));
  expect(result.status).toBe('applied');
  expect(await marks()).toContainEqual({ id: readMarkId(ann, seen), record_id: seen, seen_version: 5 });
  expect(await marks()).toContainEqual({ id: readMarkId(ben, chosen), record_id: chosen, seen_version: 9 });
});

test('path versions from then still detect unseen changes', async () => {
  expect((await laptop.send('update', song, { base: 1, set: { title: 'Unseen' } })).status).toBe('conflict');
  expect((await laptop.send('update', song, { base: 2, set: { title: 'Third' } })).status).toBe('applied');
  expect((await laptop.send('update', song, { base: 1, set: { title: 'From an old form' } })).status).toBe('conflict');
  expect((await desktop.send('update', song, { base: 2, set: { title: 'Unseen' } })).status).toBe('conflict');
});
