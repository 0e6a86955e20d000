import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bandFixture, type Fixture } from './support/fixture.ts';
import { type Check, mayRead, people, rightsChecks, rightsOf } from './support/rights-matrix.ts';

let at: Fixture;
let checks: readonly Check[];
beforeAll(async () => {
  at = await bandFixture();
  checks = rightsChecks(await rightsOf(at));
  // The checks roll back what they try, so they need a transaction.
  await at.session.client.query('begin');
});
afterAll(async () => {
  await at.session.client.query('rollback');
  await at.close();
});

/** The failures of the check with this name; there must be such a check. */
async function problems(wanted: (check: Check) => boolean): Promise<readonly string[]> {
  const found = checks.filter(wanted);
  expect(found.length).toBeGreaterThan(0);
  const wrong: string[] = [];
  for (const check of found) {
    const problem = await check.problem(at.session);
    if (problem) wrong.push(`${check.name}: ${problem}`);
  }
  return wrong;
}

describe('role x table x verb', () => {
  for (const table of Object.keys(mayRead)) {
    for (const person of people) {
      test(`${person} on ${table}`, async () => {
        expect(await problems(({ name }) => name === `${person} on ${table}`)).toEqual([]);
      });
    }
  }

  for (const person of people) {
    test(`${person} in the band’s channel`, async () => {
      expect(
        await problems(({ name, about }) => about === 'realtime.messages' && name.startsWith(`${person} `)),
      ).toEqual([]);
    });
  }

  test('people outside the band cannot read anything of it', async () => {
    const found: unknown[] = [];
    for (const person of ['removed', 'stranger', 'nobody'] as const) {
      for (const table of Object.keys(mayRead)) {
        if (table === 'profiles' || table === 'read_marks') continue;
        const own = table === 'memberships' ? `and user_id is distinct from '${at.removed}'` : '';
        await at.session.client.query('savepoint looking');
        await at.session.become(person === 'nobody' ? person : at[person]);
        found.push(...(await at.session.admin(`select 1 from public.${table} where band_id = $1 ${own}`, [at.band])));
        await at.session.client.query('rollback to savepoint looking');
      }
    }
    expect(found).toEqual([]);
  });
});

describe('grants', () => {
  test('grants in the catalog are the intended ones', async () => {
    expect(await problems(({ about }) => about === 'catalog' || about === 'functions')).toEqual([]);
  });

  test('postgres owns everything and is not a superuser', async () => {
    const owners = await at.session.admin(
      `select distinct pg_get_userbyid(proowner) as owner from pg_proc
        where pronamespace in ('public'::regnamespace, 'private'::regnamespace, 'sync'::regnamespace)
       union select pg_get_userbyid(relowner) from pg_class
        where relnamespace in ('public'::regnamespace, 'private'::regnamespace, 'sync'::regnamespace)`,
    );
    expect(owners).toEqual([{ owner: 'postgres' }]);
    expect(await at.session.admin(`select rolsuper from pg_roles where rolname = 'postgres'`)).toEqual([
      { rolsuper: false },
    ]);
  });
});
