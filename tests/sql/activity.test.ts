import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../support/sql-session.ts';
import { bandFixture, type Fixture } from './support/fixture.ts';

interface Activity {
  readonly changes: readonly {
    readonly seq: number;
    readonly table: string;
    readonly id: string;
    readonly version: number;
    readonly op: string;
    readonly by: string;
    readonly paths: readonly string[];
    readonly row: Record<string, unknown>;
    readonly before: Record<string, unknown> | null;
  }[];
  readonly more: boolean;
}

let at: Fixture;
beforeAll(async () => {
  at = await bandFixture();
});
afterAll(() => at.close());

const activity = (rest: Record<string, unknown> = {}, person: Caller = at.viewer) =>
  at.session.rpc<Activity>(person, 'activity', { band: at.band, limit: 50, ...rest });

describe('activity', () => {
  test('lists every change of the band’s content, with its author and the row it replaced', async () => {
    const [mia, olga] = [at.device(at.member), at.device(at.owner)];
    const song = await mia.insert({ title: 'First', key: 'A' });
    const show = await olga.insert({ name: 'Friday' }, 'shows');
    await olga.send('update', song, { base: 1, set: { title: 'Second' } });
    await mia.send('delete', show, { table: 'shows', base: 1 });
    const { changes, more } = await activity();
    expect(more).toBe(false);
    expect(changes.map(({ table, id, version, op, by }) => [table, id, version, op, by])).toEqual([
      ['shows', show, 2, 'delete', at.member],
      ['songs', song, 2, 'update', at.owner],
      ['shows', show, 1, 'insert', at.owner],
      ['songs', song, 1, 'insert', at.member],
    ]);
    expect(changes[1]?.row).toMatchObject({ title: 'Second', key: 'A' });
    expect(changes[1]?.before).toMatchObject({ title: 'First', key: 'A' });
    expect(changes[2]?.before).toBeNull();
  });

  test('pages newest first, without gaps', async () => {
    for (let number = 0; number < 5; number += 1) await at.device(at.member).insert({ title: `Page ${number}` });
    const all = (await activity()).changes.map(({ seq }) => seq);
    const paged: number[] = [];
    for (let more = true, before: number | null = null; more; ) {
      const page: Activity = await activity({ limit: 2, before_seq: before });
      paged.push(...page.changes.map(({ seq }) => seq));
      before = page.changes.at(-1)?.seq ?? null;
      more = page.more;
    }
    expect(paged).toEqual(all);
    expect(all).toEqual(all.toSorted((a, b) => b - a));
  });

  test('is visible to the band only; an invalid request is rejected by field', async () => {
    for (const person of [at.removed, at.stranger]) {
      await expect(activity({}, person)).rejects.toMatchObject({ code: 'PT403' });
    }
    await expect(activity({}, 'anonymous')).rejects.toMatchObject({ code: '42501' });
    await expect(activity({ before_seq: 'x' })).rejects.toMatchObject({ code: 'PT400', detail: 'before_seq' });
    await expect(activity({ limit: 0 })).rejects.toMatchObject({ code: 'PT400', detail: 'limit' });
  });
});
