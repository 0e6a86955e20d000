import type { LocalDelta } from '../core/local-state.ts';
import type { OutboxEntry } from '../core/outbox-entry.ts';
import type { LocalRepository, LocalState } from '../ports/local-repository.ts';
import type { Row } from '../protocol/row.ts';
import { assert, assertEqual, assertFails, type DefineCase } from './contract.ts';

export interface LocalRepositoryHarness {
  /** Opens this case's database: empty on the first call, as another tab on further ones. */
  open(): LocalRepository;
}

/** The contract of LocalRepository; see the port. */
export function localRepositoryContract(test: DefineCase<LocalRepositoryHarness>): void {
  commits(test);
  outbox(test);
  rows(test);
  eviction(test);
  lifetime(test);
}

const BAND = 'band-1';
const SONGS = 'songs';

const row = (id: string, version: number, title = id): Row => ({
  id,
  version,
  createdBy: null,
  createdAt: '2026-01-01T00:00:00Z',
  updatedBy: null,
  updatedAt: '2026-01-01T00:00:00Z',
  updatedClient: null,
  deletedAt: null,
  title,
});
const tombstone = (id: string, version: number): Row => ({ ...row(id, version), deletedAt: '2026-01-02T00:00:00Z' });
const single = (of: Row, seq: number, scope = BAND, table = SONGS) => ({ scope, table, seq, row: of });
const entry = (id: number, record: string, scope = BAND): OutboxEntry => ({
  id,
  scope,
  table: SONGS,
  record,
  op: 'update',
  base: 1,
  set: { title: `Title ${id}` },
  was: { title: 'Before' },
  at: 1_000 + id,
});
const complete = (generation: number, seq: number) => ({
  [BAND]: { cursor: { seq, epoch: 'e1' }, topic: 'scope:band-1:1', generation },
});
const page = (generation: number, rows: readonly Row[], table = SONGS): LocalDelta => ({
  segment: { scope: BAND, table, generation, rows },
});

async function write(repository: LocalRepository, delta: LocalDelta): Promise<number> {
  const done = await repository.commit({ decide: () => delta });
  assert(done, 'a decided commit answers');
  return done.number;
}

const idsOf = (state: LocalState): string[] =>
  rowsOf(state)
    .map(({ id }) => id)
    .sort();

function rowsOf(state: LocalState, scope = BAND, table = SONGS): readonly Row[] {
  const tables = state.rows.filter((each) => each.scope === scope && each.table === table);
  assert(tables.length <= 1, 'a table is named once');
  return [...(tables[0]?.rows ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** `id@version` of each row, for short comparisons. */
const summaryOf = (state: LocalState, scope = BAND, table = SONGS) =>
  rowsOf(state, scope, table).map(({ id, version, deletedAt }) => `${id}@${version}${deletedAt ? ' gone' : ''}`);

function commits(test: DefineCase<LocalRepositoryHarness>): void {
  test('[D7] a new database has its own client id, which stays', async ({ open }) => {
    const { meta } = await open().load();
    assert(meta.clientId.length > 0, 'there is a client id');
    assertEqual(meta, {
      commit: 0,
      clientId: meta.clientId,
      nextMutation: 1,
      sentUpTo: 0,
      term: 0,
      lastSyncAt: null,
    });
    assertEqual((await open().load()).meta, meta, 'another tab');
  });
  test('[D1] a commit can be read whole by this tab and by another', async ({ open }) => {
    const [mine, other] = [open(), open()];
    await write(mine, {
      meta: { nextMutation: 8, sentUpTo: 3 },
      outboxPut: [entry(7, 'a')],
      rows: [single(row('a', 1), 4)],
      scopes: complete(0, 4),
      setAside: { scope: 'band-9', reason: 'left', entries: [entry(2, 'z', 'band-9')] },
    });
    for (const repository of [mine, other]) {
      const state = await repository.load();
      assertEqual([state.meta.commit, state.meta.nextMutation, state.meta.sentUpTo], [1, 8, 3], 'marks');
      assertEqual(state.outbox, [entry(7, 'a')], 'outbox');
      assertEqual(state.scopes, complete(0, 4), 'scopes');
      assertEqual(rowsOf(state), [row('a', 1)], 'rows');
      assertEqual(
        state.setAside,
        [{ scope: 'band-9', reason: 'left', entries: [entry(2, 'z', 'band-9')] }],
        'set aside',
      );
    }
  });
  test('[D2] numbers rise by one without gaps across tabs that write at once', async ({ open }) => {
    const tabs = [open(), open(), open()];
    const numbers = await Promise.all(
      tabs.flatMap((tab) => Array.from({ length: 10 }, (_, index) => write(tab, { meta: { sentUpTo: index } }))),
    );
    assertEqual(
      numbers.sort((a, b) => a - b),
      Array.from({ length: 30 }, (_, index) => index + 1),
    );
    for (const tab of tabs) assertEqual((await tab.load()).meta.commit, 30);
  });
  test('[D1] decide sees every earlier commit: concurrent tabs lose no increment', async ({ open }) => {
    const tabs = [open(), open()];
    const append = (tab: LocalRepository) =>
      tab.commit({
        decide: ({ meta }) => ({
          meta: { nextMutation: meta.nextMutation + 1 },
          outboxPut: [entry(meta.nextMutation, 'a')],
        }),
      });
    await Promise.all(tabs.flatMap((tab) => Array.from({ length: 10 }, () => append(tab))));
    const { meta, outbox } = await open().load();
    assertEqual(meta.nextMutation, 21);
    assertEqual(
      outbox.map(({ id }) => id),
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });
  test('[D2] a decision to write nothing uses no number', async ({ open }) => {
    const repository = open();
    assertEqual(await repository.commit({ decide: () => null }), null);
    assertEqual(await write(repository, {}), 1);
  });
  test('[D3] a decision that throws changes nothing and is a defect', async ({ open }) => {
    const repository = open();
    await write(repository, { outboxPut: [entry(1, 'a')] });
    await assertFails(
      repository.commit({
        decide: () => {
          throw new Error('cannot be');
        },
      }),
      'defect',
    );
    const state = await repository.load();
    assertEqual([state.meta.commit, state.outbox.length], [1, 1]);
    assertEqual(await write(repository, {}), 2, 'the next number');
  });
  test('[D3] a value that cannot be stored fails the whole delta', async ({ open }) => {
    const repository = open();
    const broken = { ...entry(2, 'b'), set: { title: (() => 'no') as unknown as string } };
    await assertFails(write(repository, { outboxPut: [entry(1, 'a'), broken], meta: { sentUpTo: 9 } }), 'defect');
    const state = await repository.load();
    assertEqual([state.meta.commit, state.meta.sentUpTo, state.outbox.length], [0, 0, 0]);
  });
  test('[D1] committed values cannot be changed from outside', async ({ open }) => {
    const repository = open();
    const mine = { ...entry(1, 'a') };
    await write(repository, { outboxPut: [mine] });
    Object.assign(mine, { at: 0 });
    assertEqual((await repository.load()).outbox, [entry(1, 'a')]);
  });
}

function outbox(test: DefineCase<LocalRepositoryHarness>): void {
  test('[D1] the head has the requested entries, in id order', async ({ open }) => {
    const repository = open();
    const elsewhere = { ...entry(4, 'a'), table: 'setlists' };
    await write(repository, {
      outboxPut: [entry(10, 'a'), entry(9, 'b'), entry(2, 'a'), elsewhere, entry(5, 'a', 'band-2')],
    });
    const asked = async (request: object) => {
      let ids: readonly number[] = [];
      await repository.commit({
        ...request,
        decide: ({ entries }) => {
          ids = entries.map(({ id }) => id);
          return null;
        },
      });
      return ids;
    };
    const songs = (...ids: readonly string[]) => ids.map((id) => ({ scope: BAND, table: SONGS, id }));
    const others = Array.from({ length: 300 }, (_, index) => `other ${index}`);
    assertEqual(await asked({ records: songs('a') }), [2, 10], 'by record');
    assertEqual(await asked({ records: songs('b', 'a', 'c') }), [2, 9, 10], 'by several records');
    assertEqual(await asked({ records: songs('b', ...others, 'a') }), [2, 9, 10], 'by many records');
    assertEqual(await asked({ ids: [10, 9, 77] }), [9, 10], 'by id');
    assertEqual(await asked({ scope: BAND }), [2, 4, 9, 10], 'by scope');
    assertEqual(await asked({}), [], 'nothing requested');
  });
  test('[O6] entries are replaced by id, deleted by id, and loaded in id order', async ({ open }) => {
    const repository = open();
    await write(repository, { outboxPut: [entry(11, 'a'), entry(2, 'b'), entry(3, 'c')] });
    const refused = { ...entry(2, 'b'), rejected: { code: 'invalid', message: 'No title', path: 'title' } };
    await write(repository, { outboxPut: [refused], outboxDelete: [3] });
    assertEqual((await repository.load()).outbox, [refused, entry(11, 'a')]);
  });
}

function rows(test: DefineCase<LocalRepositoryHarness>): void {
  test('[D1] a row replaces the row of its id; tombstones stay', async ({ open }) => {
    const repository = open();
    await write(repository, { rows: [single(row('a', 1), 1), single(row('b', 1), 2)], scopes: complete(0, 2) });
    await write(repository, { rows: [single(row('a', 2), 3), single(tombstone('b', 2), 4)] });
    assertEqual(summaryOf(await repository.load()), ['a@2', 'b@2 gone']);
  });
  test('[D1] the same id in another table or scope is another row', async ({ open }) => {
    const repository = open();
    await write(repository, {
      rows: [single(row('a', 1), 1), single(row('a', 5), 1, BAND, 'setlists'), single(row('a', 7), 1, 'band-2', SONGS)],
    });
    const state = await repository.load();
    assertEqual(
      [summaryOf(state), summaryOf(state, BAND, 'setlists'), summaryOf(state, 'band-2')],
      [['a@1'], ['a@5'], ['a@7']],
    );
  });
  test('[D4] a snapshot is visible only when it is complete', async ({ open }) => {
    const repository = open();
    await write(repository, page(1, [row('a', 1), row('b', 1)]));
    await write(repository, page(1, [row('c', 1)]));
    await write(repository, page(1, [row('x', 1)], 'setlists'));
    assertEqual(summaryOf(await repository.load()), [], 'half read');
    await write(repository, { scopes: complete(1, 10) });
    const state = await repository.load();
    assertEqual(summaryOf(state), ['a@1', 'b@1', 'c@1']);
    assertEqual(summaryOf(state, BAND, 'setlists'), ['x@1']);
  });
  test('[D4] a snapshot larger than one segment is read back whole', async ({ open }) => {
    const repository = open();
    const many = Array.from({ length: 1_234 }, (_, index) => row(String(index).padStart(5, '0'), 1));
    await write(repository, page(1, many));
    await write(repository, { scopes: complete(1, 10) });
    assertEqual(rowsOf(await repository.load()), many);
  });
  test('[D8] the first rows of a large table are loaded early, required tables completely', async ({ open }) => {
    const ids = Array.from({ length: 1_200 }, (_, i) => `s${String(i).padStart(5, '0')}`);
    const repository = open();
    for (const table of [SONGS, 'conflicts'])
      for (const part of [ids.slice(0, 250), ids.slice(250)])
        await write(
          repository,
          page(
            1,
            part.map((id) => row(id, 1)),
            table,
          ),
        );
    await write(repository, { scopes: complete(1, 5), outboxPut: [entry(1, 's00001')] });
    const told: LocalState[] = [];
    const whole = (_: string, table: string) => table === 'conflicts';
    const state = await repository.load({ mustBeComplete: whole, onPartial: (early) => told.push(early) });
    const [first] = told;
    assert(first && told.length === 1, 'told once');
    assertEqual(first.partial, [{ scope: BAND, table: SONGS }], 'the partial tables');
    const few = idsOf(first);
    assert(few.length > 0 && few.length < ids.length && few.every((id) => ids.includes(id)), 'some of the songs');
    assertEqual(rowsOf(first, BAND, 'conflicts').length, ids.length, 'the others are whole');
    assertEqual([first.meta, first.scopes, first.outbox], [state.meta, state.scopes, state.outbox], 'the same state');
    assertEqual(idsOf(state), ids, 'then all songs');
    assertEqual(state.partial, undefined, 'nothing is missing');
  });

  test('[D8] without large tables there is no early load', async ({ open }) => {
    const repository = open();
    await write(repository, page(1, [row('a', 1)]));
    await write(repository, { scopes: complete(1, 5) });
    const told: LocalState[] = [];
    const state = await repository.load({ mustBeComplete: () => false, onPartial: (early) => told.push(early) });
    assertEqual(idsOf(state), ['a']);
    assertEqual(told, [], 'told');
  });

  test('[D4] the next snapshot deletes the rows of the previous one and of unfinished ones', async ({ open }) => {
    const repository = open();
    await write(repository, page(1, [row('a', 1), row('b', 1)]));
    await write(repository, { scopes: complete(1, 10) });
    await write(repository, page(3, [row('left', 1)]));
    await write(repository, page(6, [row('b', 2)]));
    await write(repository, { scopes: complete(6, 20) });
    assertEqual(summaryOf(await repository.load()), ['b@2']);
  });
  test('[N2] a completed snapshot deletes single rows up to its cursor and keeps later ones', async ({ open }) => {
    const repository = open();
    await write(repository, { rows: [single(row('old', 1), 5), single(row('both', 1), 6)], scopes: complete(0, 6) });
    await write(repository, page(3, [row('both', 2), row('late', 1)]));
    await write(repository, { rows: [single(row('late', 2), 21), single(tombstone('new', 1), 22)] });
    await write(repository, { scopes: complete(3, 20) });
    assertEqual(summaryOf(await repository.load()), ['both@2', 'late@2', 'new@1 gone']);
  });
  test('[N2] a snapshot of another epoch deletes every single row, whatever its seq', async ({ open }) => {
    const repository = open();
    await write(repository, { scopes: complete(0, 100) });
    await write(repository, { rows: [single(row('of the old log', 9), 101)] });
    await write(repository, page(3, [row('restored', 1)]));
    await write(repository, {
      scopes: { [BAND]: { cursor: { seq: 50, epoch: 'restored' }, topic: 'topic', generation: 3 } },
    });
    assertEqual(summaryOf(await repository.load()), ['restored@1']);
  });
  test('[L2] of a segment row and a single row the higher version is used', async ({ open }) => {
    const repository = open();
    await write(repository, page(1, [row('a', 3), row('b', 1)]));
    await write(repository, {
      scopes: complete(1, 10),
      rows: [single(row('a', 2), 11), single(tombstone('b', 2), 12)],
    });
    assertEqual(summaryOf(await repository.load()), ['a@3', 'b@2 gone']);
  });
  test('[D1] moving the cursor without a new generation keeps every row', async ({ open }) => {
    const repository = open();
    await write(repository, page(1, [row('a', 1)]));
    await write(repository, { scopes: complete(1, 10) });
    await write(repository, { scopes: complete(1, 11), rows: [single(row('b', 1), 11)] });
    await write(repository, { scopes: complete(1, 30) });
    assertEqual(summaryOf(await repository.load()), ['a@1', 'b@1']);
  });
  test('[D7] a removed scope loses its rows, segments and metadata, and nothing else changes', async ({ open }) => {
    const repository = open();
    await write(repository, page(1, [row('a', 1)]));
    await write(repository, {
      scopes: complete(1, 10),
      rows: [single(row('b', 1), 11), single(row('k', 1), 1, 'band-10')],
      outboxPut: [entry(1, 'a')],
    });
    await write(repository, { scopes: { 'band-10': { cursor: null, topic: null, generation: 0 } } });
    await write(repository, { scopes: { [BAND]: null } });
    const state = await repository.load();
    assertEqual([Object.keys(state.scopes), summaryOf(state), summaryOf(state, 'band-10')], [['band-10'], [], ['k@1']]);
    assertEqual(state.outbox.length, 1, 'the outbox is not the scope');
    await write(repository, { scopes: complete(1, 12) });
    assertEqual(summaryOf(await repository.load()), [], 'the segment is gone, not hidden');
  });
}

function eviction(test: DefineCase<LocalRepositoryHarness>): void {
  test('[E1] an evicted scope keeps its kept rows until its next snapshot', async ({ open }) => {
    const repository = open();
    await write(repository, page(1, [row('a', 1), row('b', 1)]));
    await write(repository, { scopes: complete(1, 10) });
    await write(repository, {
      scopes: { [BAND]: null },
      rows: [single(row('a', 1), 0)],
      meta: { recent: ['band-10'], evicted: { [BAND]: null } },
    });
    const state = await repository.load();
    assertEqual([Object.keys(state.scopes), summaryOf(state)], [[], ['a@1']]);
    assertEqual([state.meta.recent, state.meta.evicted], [['band-10'], { [BAND]: null }], 'marks');
    await write(repository, page(5, [row('b', 2)]));
    await write(repository, { scopes: complete(5, 12) });
    assertEqual(summaryOf(await repository.load()), ['b@2'], 'the snapshot is newer');
  });
}

function lifetime(test: DefineCase<LocalRepositoryHarness>): void {
  test('[D5] compacting many single rows changes no content and no number', async ({ open }) => {
    const repository = open();
    await write(repository, page(1, [row('00001', 1), row('00002', 9), row('zzz', 1)]));
    await write(repository, { scopes: complete(1, 10) });
    const many = Array.from({ length: 2_100 }, (_, index) => single(row(String(index).padStart(5, '0'), 2), 11));
    await write(repository, { rows: [...many, single(tombstone('zzz', 2), 12)] });
    const before = await repository.load();
    await repository.compact();
    const after = await repository.load();
    assertEqual(after.meta, before.meta);
    assertEqual(rowsOf(after), rowsOf(before));
    assertEqual(rowsOf(after).length, 2_101);
    await write(repository, { rows: [single(row('00003', 3), 13)] });
    assertEqual(summaryOf(await repository.load())[3], '00003@3', 'later rows still count');
  });
  test('[D5] compacting while a snapshot is read loses nothing of either', async ({ open }) => {
    const repository = open();
    await write(repository, { scopes: complete(0, 10) });
    const many = Array.from({ length: 1_500 }, (_, index) => single(row(String(index).padStart(5, '0'), 1), 30));
    await write(repository, page(2, [row('read', 1)]));
    await write(repository, { rows: many });
    await repository.compact();
    assertEqual(rowsOf(await repository.load()).length, 1_500, 'before it is complete');
    await write(repository, { scopes: complete(2, 20) });
    assertEqual(rowsOf(await repository.load()).length, 1_501, 'after');
  });
  test('[O6] a closed repository refuses, and its commits are there for the next one', async ({ open }) => {
    const repository = open();
    await write(repository, { outboxPut: [entry(1, 'a')] });
    await repository.close();
    await assertFails(repository.load(), 'defect');
    assertEqual((await open().load()).outbox, [entry(1, 'a')]);
  });
  test('[D7] a destroyed database is gone, and the next one has a new client id', async ({ open }) => {
    const [mine, other] = [open(), open()];
    const { clientId } = (await mine.load()).meta;
    await write(other, { outboxPut: [entry(1, 'a')] });
    await mine.destroy();
    await assertFails(other.load(), 'defect');
    const fresh = await open().load();
    assert(fresh.meta.clientId !== clientId, 'a new client id');
    assertEqual([fresh.meta.commit, fresh.outbox.length], [0, 0]);
  });
}
