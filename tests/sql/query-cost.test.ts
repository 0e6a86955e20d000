import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Device } from '../support/sql-session.ts';
import { bandFixture, type Fixture } from './support/fixture.ts';

let at: Fixture;
beforeAll(async () => {
  at = await bandFixture();
  // One big band among others, so that a plan that reads the whole table shows.
  await at.session.admin(
    `insert into public.songs (id, band_id, title)
     select gen_random_uuid(), case when n % 2 = 0 then $1::uuid else $2::uuid end, 'Song ' || n from generate_series(1, 6000) n`,
    [at.band, at.otherBand],
  );
  await at.session.admin('analyze');
});
afterAll(() => at.close());

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

function planIn(rows: readonly Record<string, unknown>[]): unknown {
  const [explained] = (rows[0]?.['QUERY PLAN'] ?? []) as readonly unknown[];
  if (!explained) throw new Error('explain answered without a plan');
  return explained;
}

/** Every node of a plan with its table, as "Seq Scan songs, Limit". */
function nodesOf(rows: readonly Record<string, unknown>[]): string {
  const nodes: string[] = [];
  const visit = (node: PlanNode): void => {
    nodes.push(`${node['Node Type']} ${node['Relation Name'] ?? ''}`.trim());
    node.Plans?.forEach(visit);
  };
  visit((planIn(rows) as { Plan: PlanNode }).Plan);
  return nodes.join(', ');
}

/** The plan of a statement that runs with the rights of the functions' owner. */
const planOf = async (sql: string, values: unknown[] = []): Promise<string> =>
  nodesOf(await at.session.admin(`explain (format json) ${sql}`, values));

describe('plans of frequent queries', () => {
  test('a pull reads only changes after the cursor', async () => {
    const nodes = await planOf(
      'select * from sync.changes where scope_id = $1 and seq > 2900 order by seq limit 1000',
      [at.band],
    );
    // The best kind of index scan depends on how many there are.
    expect(nodes).toMatch(/Index Scan/);
    expect(nodes).not.toMatch(/Seq Scan/);
  });

  test('the newest number of a scope is one index lookup', async () => {
    const nodes = await planOf('select seq from sync.changes where scope_id = $1 order by seq desc limit 1', [at.band]);
    expect(nodes).toMatch(/Index Only Scan|Index Scan/);
    expect(nodes).not.toMatch(/Seq Scan|Sort/);
  });

  test("a snapshot page uses the scope's index", async () => {
    const [entity] = await at.session.admin(
      `select format(snapshot_page, 'band_id') as sql from sync.entities where name = 'songs'`,
    );
    const nodes = await planOf(
      String(entity?.sql)
        .replaceAll('$1', `'${at.band}'`)
        .replaceAll('$2', "'01000000-0000-4000-8000-000000000000'::uuid")
        .replaceAll('$3', '100'),
    );
    expect(nodes).toMatch(/Index Scan songs/);
    expect(nodes).not.toMatch(/Seq Scan/);
  });

  test('reading songs through row-level security looks up the bands once', async () => {
    const { rows } = await at.session.as(
      at.member,
      'explain (format json) select * from public.songs where band_id = $1 order by id limit 50',
      [at.band],
    );
    const nodes = nodesOf(rows);
    expect(nodes).toMatch(/Index Scan songs/);
    expect(nodes).not.toMatch(/Seq Scan/);
    expect(nodes.match(/ProjectSet|Function Scan/g)).toHaveLength(1);
  });
});

describe('cost', () => {
  const song = {
    title: 'A title as long as titles are',
    artist: 'Some artist',
    album: 'An album',
    key: 'Em',
    bpm: 120,
    duration_seconds: 200,
    tuning: 'EADGBE',
    difficulty: 3,
    status: 'ready',
    tags: ['ballad', 'encore'],
    links: [{ url: 'https://example.test/song' }],
    notes: 'Capo on the second fret, start after the count-in.',
  };

  /** Time of the call in ms, as a client on the same machine sees it. */
  async function timed(work: () => Promise<unknown>): Promise<number> {
    const start = performance.now();
    await work();
    return performance.now() - start;
  }

  const inserts = (device: Device, count: number) =>
    Array.from({ length: count }, () => device.mutation('insert', randomUUID(), { set: song }));

  /** Buffers that a push touches; other load on the machine does not change that number. */
  async function buffers(device: Device, count: number): Promise<number> {
    const request = JSON.stringify(device.request(inserts(device, count)));
    const { rows } = await at.session.as(
      at.member,
      'explain (analyze, buffers, format json) select public.sync_push($1::jsonb)',
      [request],
    );
    const { Plan } = planIn(rows) as { Plan: Record<string, number> };
    return (Plan['Shared Hit Blocks'] ?? 0) + (Plan['Shared Read Blocks'] ?? 0);
  }

  test('a push costs as much per mutation in a call of 500 as in one of 50', async () => {
    const device = at.device(at.member);
    await buffers(device, 10);
    const small = (await buffers(device, 50)) / 50;
    const large = (await buffers(device, 500)) / 500;
    console.log(`push: ${small.toFixed(1)} buffers per mutation in a call of 50, ${large.toFixed(1)} in a call of 500`);
    expect(large).toBeLessThan(small * 1.3);
  });

  test('prints the time of thousands of mutations; the limit is in the bench', async () => {
    const device = at.device(at.member);
    const batches = [inserts(device, 500), inserts(device, 500)];
    const insert = await timed(async () => {
      for (const batch of batches) expect((await device.push(batch)).length).toBe(500);
    });
    const edits = batches.map((batch) =>
      batch.map(({ record }, i) =>
        device.mutation('update', record, { base: 1, set: { bpm: (i % 900) + 1, key: 'A' } }),
      ),
    );
    const update = await timed(async () => {
      for (const batch of edits) expect((await device.push(batch)).every((result) => result.version === 2)).toBe(true);
    });
    const [place] = await at.session.admin('select seq::int, epoch from sync.scopes where id = $1', [at.band]);
    const cursors = { [at.band]: { seq: place?.seq - 1000, epoch: place?.epoch } };
    let changes = 0;
    const pull = await timed(async () => {
      const answer = await at.session.rpc<{ scopes: Record<string, { changes: unknown[] }> }>(at.member, 'sync_pull', {
        protocol: 1,
        cursors,
        limit: 1000,
      });
      changes = answer.scopes[at.band]?.changes.length ?? 0;
    });
    expect(changes).toBe(1000);
    console.log(
      `1,000 inserts in two calls ${insert.toFixed(0)} ms, 1,000 updates ${update.toFixed(0)} ms (budget 400), ` +
        `pull of 1,000 changes ${pull.toFixed(0)} ms (budget 100)`,
    );
  });
});
