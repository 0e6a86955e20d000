import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/until.ts';
import { type Project, startProject } from './support/project.ts';

let project: Project;
beforeAll(async () => {
  project = await startProject();
});
afterAll(() => project.stop());

describe('maintenance', () => {
  test('a start purges records that were deleted more than 30 days ago', async () => {
    const { client } = await project.person();
    const band = await client.rpc('create_band', { request: { name: 'Tidy' } });
    const [old, young] = [randomUUID(), randomUUID()];
    await project.admin.query(
      `insert into public.songs (id, band_id, title, deleted_at)
       values ($1, $3, 'Old', now() - interval '31 days'), ($2, $3, 'Young', now() - interval '29 days')`,
      [old, young, band.data.id],
    );
    await project.restart();
    await eventually(async () => {
      const { rows } = await project.admin.query('select id from public.songs where id = any ($1)', [[old, young]]);
      expect(rows).toEqual([{ id: young }]);
    });
    await eventually(() => expect(project.log.join('\n')).toMatch(/Pruned \d+ old changes and 1 deleted records/));
  });

  test('a failed run is logged and stops nothing', async () => {
    await project.admin.query('alter function private.prune(interval, bigint, interval) rename to pruned_once');
    await project.restart();
    await eventually(() =>
      expect(project.log.join('\n')).toContain('Pruning failed: function private.prune() does not'),
    );
    expect((await fetch(`${project.stack.url}/health`)).status).toBe(200);
  });

  test('a stop does not wait for a long run', async () => {
    const holder = await project.admin.connect();
    await holder.query('select pg_advisory_lock(1)');
    await project.admin.query(
      `create function private.prune() returns jsonb language sql set lock_timeout = 0 as
       $$ select null::jsonb from pg_advisory_lock(1) $$`,
    );
    await project.restart();
    await eventually(async () => {
      const { rows } = await project.admin.query(`select from pg_stat_activity where query like '%prune() as done'`);
      expect(rows.length).toBeGreaterThan(0);
    });
    const start = performance.now();
    await project.restart();
    expect(performance.now() - start).toBeLessThan(10_000);
    holder.release(true);
  });
});
