import { randomUUID } from 'node:crypto';
import { bandSchema } from '@rockon/domain';
import { type Limits, type Stack, startStack } from '@rockon/local-stack';
import {
  Device,
  listenTo,
  type Person,
  pullScope,
  realtimeContract,
  remoteRepositoryContract,
  type ServerHarness,
} from '@rockon/sync/testing';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { createTestDatabase, migrationsDir, type TestDatabase, testSecrets } from '../support/postgres.ts';
import { createSupabaseClient, type SupabaseClient } from '../support/supabase-client.ts';

let database: TestDatabase;
let stack: Stack;
const backends: SupabaseClient[] = [];

const start = (port = 0, limits: Partial<Limits> = {}) =>
  startStack({
    databaseUrl: database.adminUrl,
    migrationsDir,
    secrets: testSecrets,
    port,
    // All accounts of this file come from one address.
    limits: {
      passwordCost: 4,
      accountRate: { burst: 1_000, everyMs: 1 },
      tokenRate: { burst: 1_000, everyMs: 1 },
      ...limits,
    },
  });

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresAdminUrl'));
  stack = await start();
});
afterEach(() => {
  for (const backend of backends.splice(0)) backend.close();
});
afterAll(async () => {
  await stack.stop();
  await database.drop();
});

interface SignedIn extends Person {
  readonly backend: SupabaseClient;
}

async function person(url = stack.url): Promise<SignedIn> {
  const backend = createSupabaseClient({ url, key: stack.publishableKey });
  backends.push(backend);
  const session = await backend.auth.signUp('Ann', `${randomUUID()}@example.test`, 'a-long-password');
  if (!session) throw new Error('the sign-up gave no session');
  const { userId } = session;
  return { userId, backend, realtime: backend.realtime, remote: backend.remote(userId, bandSchema) };
}

const harness: ServerHarness = {
  person: () => person(),
  async scope([owner, ...others]) {
    const { id } = (await owner.remote.call('create_band', { name: 'The Contracts' })) as { id: string };
    for (const other of others) {
      const { code } = (await owner.remote.call('create_invite', { band: id, role: 'member' })) as { code: string };
      await other.remote.call('join_band', { code });
    }
    return id;
  },
};

describe('Supabase as RemoteRepository', () => {
  remoteRepositoryContract((title, run) => test(title, () => run(harness)));
});

describe('Supabase as Realtime', () => {
  realtimeContract((title, run) => test(title, () => run(harness)));
});

describe('Supabase beyond the contracts', () => {
  test('a rejected action has a message for people and a code', async () => {
    const ann = await person();
    await expect(ann.remote.call('join_band', { code: 'nosuchcode' })).rejects.toMatchObject({
      kind: 'rejected',
      detail: { code: 'invite_unknown' },
    });
  });

  test('a wrong password is reported with a message', async () => {
    const ann = await person();
    await expect(ann.backend.auth.signIn('nobody@example.test', 'wrong-password')).rejects.toMatchObject({
      kind: 'rejected',
      message: 'Wrong email or password.',
    });
  });

  test('[R1] a removed member receives nothing more', async () => {
    const [ann, bob] = [await person(), await person()];
    const band = await harness.scope([ann, bob]);
    const { topic, head: before } = await pullScope(bob, band, null);
    const ear = listenTo(bob.realtime, topic, before);
    await ear.joined();
    await ann.remote.call('remove_member', { band, user: bob.userId });
    const heardBefore = [...ear.changes];
    const { topic: newTopic, head } = await pullScope(ann, band, null);
    expect(newTopic).not.toBe(topic);
    const witness = listenTo(ann.realtime, newTopic, head);
    await witness.joined();
    const device = new Device(ann);
    await device.push([device.insert(band, { title: 'Without Bob' })]);
    await witness.until(() => witness.changes.length === 1);
    expect(ear.changes.flatMap(({ changes }) => changes).some(({ row }) => row?.title === 'Without Bob')).toBe(false);
    expect(heardBefore.length).toBeLessThanOrEqual(1);
  });

  test('[R1] after signing out nothing is received, and after signing in again changes are', async () => {
    const [ann, bob] = [await person(), await person()];
    const band = await harness.scope([ann, bob]);
    const { topic, head } = await pullScope(bob, band, null);
    const [ear, witness] = [listenTo(bob.realtime, topic, head), listenTo(ann.realtime, topic, head)];
    await Promise.all([ear.joined(), witness.joined()]);
    const email = bob.backend.auth.currentSession()?.email ?? '';
    await bob.backend.auth.signOut({ scope: 'local' });
    await ear.until(() => ear.statuses.at(-1) === 'closed');
    const device = new Device(ann);
    await device.push([device.insert(band, { title: 'Not for Bob' })]);
    await witness.until(() => witness.changes.length === 1);
    expect(ear.changes).toEqual([]);
    await bob.backend.auth.signIn(email, 'a-long-password');
    await ear.joined(2);
    await device.push([device.insert(band, { title: 'For Bob' })]);
    await ear.until(() => ear.changes.length === 1);
  });

  test('[R3, F1] a server that goes away is `offline`, and everything works again when it is back', async () => {
    const ann = await person();
    const band = await harness.scope([ann]);
    const { topic, head } = await pullScope(ann, band, null);
    const ear = listenTo(ann.realtime, topic, head);
    await ear.joined();
    const { port } = stack;
    await stack.stop();
    await ear.until(() => ear.statuses.at(-1) === 'closed');
    await expect(pullScope(ann, band, null)).rejects.toMatchObject({ kind: 'offline' });
    stack = await start(port);
    await ear.joined(2);
    const device = new Device(ann);
    await device.push([device.insert(band, { title: 'Back again' })]);
    await ear.until(() => ear.changes.length === 1);
  });

  test("[R1, X1] a removed member's channel closes with the next token and is then refused", async () => {
    const [ann, bob] = [await person(), await person()];
    const band = await harness.scope([ann, bob]);
    const { topic } = await pullScope(bob, band, null);
    const ear = listenTo(bob.realtime, topic);
    await ear.joined();
    await ann.remote.call('remove_member', { band, user: bob.userId });
    // Signing in again has the effect of the hourly renewal: a new token for the same person.
    await bob.backend.auth.signIn(bob.backend.auth.currentSession()?.email ?? '', 'a-long-password');
    await ear.until(() => ear.statuses.at(-1) === 'refused');
    expect(ear.statuses).toEqual(['joining', 'joined', 'closed', 'joining', 'refused']);
  });

  test('a server whose tokens always look expired is not asked for new ones endlessly', async () => {
    const hasty = await start(0, { accessTokenSeconds: 30 });
    try {
      let renewals = 0;
      const ann = await person(hasty.url);
      ann.backend.auth.onChange(() => {
        renewals += 1;
      });
      const band = await harness.scope([ann]);
      const { topic, head } = await pullScope(ann, band, null);
      const ear = listenTo(ann.realtime, topic, head);
      await ear.joined();
      const before = renewals;
      const device = new Device(ann);
      for (let index = 0; index < 3; index++) await device.push([device.insert(band, { title: `Song ${index}` })]);
      await ear.until(() => ear.changes.length === 3);
      // At most one for the join itself and one for each call.
      expect(renewals - before).toBeLessThanOrEqual(5);
      ann.backend.close();
    } finally {
      await hasty.stop();
    }
  });
});
