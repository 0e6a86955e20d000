import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkCatalog, planMigrations, type Replaced } from './migrations.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const file = (version: string, sql = `select ${version};`) => ({ version, name: 'file', sql });
const files = [file('20'), file('21'), file('30')];
const replaced: Replaced = { baseline: '21', migrations: { '1_old': md5('one'), '2_old': md5('two') }, catalog: {} };
const applied = (entries: Record<string, string | null>) => new Map(Object.entries(entries));

test('a database without replaced migrations gets what it does not have', () => {
  expect(planMigrations(files, applied({}), replaced)).toEqual({ kind: 'apply', missing: files });
  expect(planMigrations(files, applied({ 20: md5('select 20;'), 21: null }), replaced)).toEqual({
    kind: 'apply',
    missing: [file('30')],
  });
});

test('a database with all replaced migrations adopts the baseline, and nothing that came after it', () => {
  const plan = { kind: 'adopt', baseline: [file('20'), file('21')] };
  expect(planMigrations(files, applied({ 1: md5('one'), 2: md5('two') }), replaced)).toEqual(plan);
  expect(planMigrations(files, applied({ 1: null, 2: md5('two') }), replaced)).toEqual(plan);
});

test('a database that stopped midway, or holds an edited migration, is refused with the way out', () => {
  expect(() => planMigrations(files, applied({ 1: md5('one') }), replaced)).toThrow(
    /its migration 2_old is missing\. Nothing was changed\. Start it once with the RockOn that made it/,
  );
  expect(() => planMigrations(files, applied({ 1: md5('one'), 2: md5('other') }), replaced)).toThrow(
    /an edited migration 2_old\. Nothing was changed\..*npm start -- --data/,
  );
  expect(() => planMigrations(files, applied({ 20: md5('edited') }), replaced)).toThrow(/20_file was changed after/);
});

test('a catalog that differs is refused by what is missing, added and changed', () => {
  const expected = { 'table a': '1', 'table b': '1', 'table c': '1' };
  expect(() => checkCatalog(expected, expected)).not.toThrow();
  expect(() => checkCatalog({ 'table a': '1', 'table c': '2', 'table d': '1' }, expected)).toThrow(
    'since: table b is missing; table c was changed; table d was added. Nothing was changed.',
  );
  const many = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`index ${at}`, '1']));
  expect(() => checkCatalog({ ...expected, ...many }, expected)).toThrow(/index 4 was added; and 3 more\./);
});
