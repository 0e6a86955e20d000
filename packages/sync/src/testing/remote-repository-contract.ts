import { PROTOCOL_VERSION } from '../protocol/version.ts';
import { assert, assertEqual, assertFails, type DefineCase } from './contract.ts';
import { cursorOf, Device, patience, pullScope, type ServerHarness, SONGS } from './server-harness.ts';

/** The contract of RemoteRepository; see the port. */
export function remoteRepositoryContract(test: DefineCase<ServerHarness>): void {
  pushes(test);
  pulls(test);
  snapshots(test);
  refusals(test);
}

function pushes(test: DefineCase<ServerHarness>): void {
  test('[P1] a push has one result per mutation, in order, for the calling user', async ({ person, scope }) => {
    const ann = await person();
    const band = await scope([ann]);
    const device = new Device(ann);
    const [first, second] = [
      device.insert(band, { title: 'One', durationSeconds: 215 }),
      device.insert(band, { title: 'Two' }),
    ];
    const { user, protocol, results } = await device.push([first, second]);
    assertEqual([user, protocol], [ann.userId, PROTOCOL_VERSION]);
    assertEqual(
      results.map(({ id, status, version }) => [id, status, version]),
      [
        [first.id, 'applied', 1],
        [second.id, 'applied', 1],
      ],
    );
    const row = results[0]?.row;
    assertEqual([row?.id, row?.title, row?.durationSeconds], [first.record, 'One', 215], 'the row');
    assertEqual([row?.createdBy, row?.updatedClient, row?.deletedAt], [ann.userId, device.client, null], 'its marks');
  });

  test('[P4] a repeated push has one effect and the same response', async ({ person, scope }) => {
    const ann = await person();
    const band = await scope([ann]);
    const device = new Device(ann);
    const mutation = device.insert(band, { title: 'Once' });
    const first = await device.push([mutation]);
    const cursor = await cursorOf(ann, band);
    assertEqual((await device.push([mutation])).results, first.results);
    assertEqual((await pullScope(ann, band, cursor)).changes, [], 'changes after the repetition');
  });

  test('[P6] a rejected mutation has a reason and stops no other', async ({ person, scope }) => {
    const ann = await person();
    const device = new Device(ann);
    const band = await scope([ann]);
    const answer = await device.push([device.insert(band, { title: '' }), device.insert(band, { title: 'Good' })]);
    const [refused, good] = answer.results;
    assertEqual([refused?.status, good?.status], ['rejected', 'applied']);
    assert(refused?.error && refused.error.code !== '' && refused.error.message !== '', 'there is a reason');
  });

  test("[P6] a mutation of another user's scope is rejected", async ({ person, scope }) => {
    const [ann, bob] = [await person(), await person()];
    const device = new Device(bob);
    const { results } = await device.push([device.insert(await scope([ann]), { title: 'Mine now' })]);
    assertEqual([results[0]?.status, results[0]?.row], ['rejected', null]);
  });
}

function pulls(test: DefineCase<ServerHarness>): void {
  test('[L1] a pull returns the changes after the cursor, with who made them', async ({ person, scope }) => {
    const [ann, bob] = [await person(), await person()];
    const band = await scope([ann, bob]);
    const cursor = await cursorOf(bob, band);
    const device = new Device(ann);
    const insert = device.insert(band, { title: 'New', durationSeconds: 100 });
    await device.push([insert]);
    const update = device.update(band, insert.record, 1, { durationSeconds: 200 }, { durationSeconds: 100 });
    await device.push([update]);
    const pull = await pullScope(bob, band, cursor);
    assertEqual([pull.status, pull.more, pull.seq, pull.head], ['ok', false, cursor.seq + 2, cursor.seq + 2]);
    assertEqual(
      pull.changes.map(({ seq, table, id, op, version, by, client, mutation }) => [
        seq,
        table,
        id,
        op,
        version,
        by,
        client,
        mutation,
      ]),
      [
        [cursor.seq + 1, SONGS, insert.record, 'insert', 1, ann.userId, device.client, insert.id],
        [cursor.seq + 2, SONGS, insert.record, 'update', 2, ann.userId, device.client, update.id],
      ],
    );
    assertEqual([pull.changes[1]?.paths, pull.changes[1]?.row?.durationSeconds], [['durationSeconds'], 200]);
  });

  test('[L4] many changes are pulled in pages', async ({ person, scope }) => {
    const ann = await person();
    const band = await scope([ann]);
    const start = await cursorOf(ann, band);
    const device = new Device(ann);
    await device.push(Array.from({ length: 5 }, (_, index) => device.insert(band, { title: `Song ${index}` })));
    const first = await pullScope(ann, band, start, 3);
    assertEqual([first.changes.length, first.more, first.seq], [3, true, start.seq + 3]);
    const rest = await pullScope(ann, band, { seq: first.seq, epoch: first.epoch }, 3);
    assertEqual([rest.changes.length, rest.more, rest.seq], [2, false, start.seq + 5]);
  });

  test('[N1] a missing cursor, one beyond the head and one of another log need a snapshot', async ({
    person,
    scope,
  }) => {
    const ann = await person();
    const band = await scope([ann]);
    const { seq, epoch } = await cursorOf(ann, band);
    for (const cursor of [null, { seq: seq + 1_000, epoch }, { seq, epoch: 'of another log' }]) {
      const pull = await pullScope(ann, band, cursor);
      assertEqual([pull.status, pull.changes, pull.head], ['snapshot', [], seq]);
    }
  });

  test("[X1] a scope that is not, or no longer, the user's is forbidden; others are answered", async ({
    person,
    scope,
  }) => {
    const [ann, bob] = [await person(), await person()];
    const [hers, his] = [await scope([ann]), await scope([bob])];
    const cursors = { [hers]: null, [his]: null, [bob.userId]: null };
    const { scopes } = await bob.remote.pull({ protocol: PROTOCOL_VERSION, cursors, limit: 10 }, patience());
    assertEqual(
      [hers, his, bob.userId].map((id) => scopes[id]?.status),
      ['forbidden', 'snapshot', 'snapshot'],
    );
  });
}

function snapshots(test: DefineCase<ServerHarness>): void {
  test('[N1] a snapshot returns the live rows page by page, each once', async ({ person, scope }) => {
    const ann = await person();
    const band = await scope([ann]);
    const device = new Device(ann);
    const inserts = Array.from({ length: 7 }, (_, index) => device.insert(band, { title: `Song ${index}` }));
    await device.push(inserts);
    const cursor = await cursorOf(ann, band);
    const ids: string[] = [];
    let after: string | null = null;
    for (let more = true; more; ) {
      const request = { protocol: PROTOCOL_VERSION, scope: band, table: SONGS, after, limit: 3 };
      const page = await ann.remote.snapshot(request, patience());
      assertEqual([page.scope, page.table, page.seq, page.epoch], [band, SONGS, cursor.seq, cursor.epoch]);
      assert(page.rows.length <= 3, 'no page is longer than asked');
      ids.push(...page.rows.map(({ id }) => id));
      after = page.rows.at(-1)?.id ?? null;
      more = page.more;
    }
    assertEqual(ids, inserts.map(({ record }) => record).sort());
  });

  test("[X1] a snapshot of another user's scope is refused", async ({ person, scope }) => {
    const [ann, bob] = [await person(), await person()];
    const request = { protocol: PROTOCOL_VERSION, scope: await scope([ann]), table: SONGS, after: null, limit: 10 };
    await assertFails(bob.remote.snapshot(request, patience()), 'rejected');
  });
}

function refusals(test: DefineCase<ServerHarness>): void {
  test('[F4] an unknown protocol version has an error of its own', async ({ person, scope }) => {
    const ann = await person();
    const band = await scope([ann]);
    const device = new Device(ann);
    await assertFails(device.push([device.insert(band, { title: 'From the future' })], 99), 'upgrade-required');
    const request = { protocol: 99, cursors: { [band]: null }, limit: 1 };
    await assertFails(ann.remote.pull(request, patience()), 'upgrade-required');
  });

  test('[P9] an id that was used for other content is reported as a copied device', async ({ person, scope }) => {
    const ann = await person();
    const band = await scope([ann]);
    const device = new Device(ann);
    const mutation = device.insert(band, { title: 'Original' });
    await device.push([mutation]);
    await assertFails(device.push([{ ...mutation, set: { title: 'Copy' } }]), 'client-fork');
  });

  test('[F1] a request that is aborted before it leaves ends at once', async ({ person, scope }) => {
    const ann = await person();
    const cursors = { [await scope([ann])]: null };
    await assertFails(
      ann.remote.pull({ protocol: PROTOCOL_VERSION, cursors, limit: 1 }, AbortSignal.abort()),
      'offline',
    );
  });
}
