import { randomUUID } from 'node:crypto';
import { ENTITIES, type Entity } from '@rockon/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edges, leastRecord } from './support/edges.ts';
import { bandFixture, type Fixture } from './support/fixture.ts';

// If a form accepts a value that the database rejects, work is lost after the app said it was saved. If a form rejects a value
// that the database accepts, a record exists that no form can save. So both are checked with every limit.

let at: Fixture;
beforeAll(async () => {
  at = await bandFixture();
});
afterAll(() => at.close());

const column = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const asRow = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [column(field), value]));

describe.each(Object.entries<Entity>(ENTITIES))('the limits of %s', (table, entity) => {
  test('are the same in the app and the database, and both name the field', async () => {
    const all = edges(entity);
    const device = at.device(at.member);
    const different: string[] = [];
    for (const { name, field, value, fits } of all) {
      const values = { ...leastRecord(entity), [field]: value };
      const parsed = entity.schema.safeParse(values);
      const here = parsed.success ? 'taken' : `refused for ${String(parsed.error.issues[0]?.path[0])}`;
      const { status, error } = await device.send('insert', randomUUID(), { table, set: asRow(values) });
      const there = status === 'applied' ? 'taken' : `refused for ${error?.path}: ${error?.message}`;
      const right = fits
        ? here === 'taken' && there === 'taken'
        : here === `refused for ${field}` && error?.path === column(field) && /^[A-Z].*\.$/.test(error.message);
      if (!right) different.push(`${name} ${fits ? 'fits' : 'does not fit'}; app: ${here}; database: ${there}`);
    }
    expect(different).toEqual([]);
    expect(all.length).toBeGreaterThan(30);
  });
});
