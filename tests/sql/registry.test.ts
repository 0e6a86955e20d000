import { bandSchema } from '@rockon/domain';
import { lastWriteWins, type SyncSchema, type TableSchema } from '@rockon/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bandFixture, type Fixture } from './support/fixture.ts';

interface Entity {
  readonly name: string;
  readonly columns: Readonly<Record<string, { readonly type: string }>>;
  readonly operations: readonly string[];
  readonly maps: readonly string[];
  readonly last_write_wins: readonly string[];
  readonly scope_columns: readonly string[];
}

const schema: SyncSchema = bandSchema;
const toColumn = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const columns = (fields: readonly string[] = []) => fields.map(toColumn).sort();
const tables = Object.entries(schema.tables) as [string, TableSchema][];

let at: Fixture;
let entities: Map<string, Entity>;
beforeAll(async () => {
  at = await bandFixture();
  const rows = await at.session.admin<Entity>(
    'select name, columns, operations, maps, last_write_wins, scope_columns from sync.entities',
  );
  entities = new Map(rows.map((row) => [row.name, row]));
});
afterAll(() => at.close());

test('the database and the app have the same synced tables in the same scopes', () => {
  expect([...entities.keys()].sort()).toEqual(Object.keys(schema.tables).sort());
  const inScope = (column: string) =>
    [...entities.values()].filter((entity) => entity.scope_columns.includes(column)).map((entity) => entity.name);
  expect(inScope('user_id').sort()).toEqual([...schema.userTables].sort());
  expect(inScope('band_id').sort()).toEqual([...schema.scopeTables].sort());
});

test.each(tables)('[M7] the database and the app agree on last-write-wins paths and maps of %s', (name, table) => {
  const entity = entities.get(name);
  expect(columns(lastWriteWins(table))).toEqual([...(entity?.last_write_wins ?? [])].sort());
  expect(columns(table.maps)).toEqual([...(entity?.maps ?? [])].sort());
  for (const field of table.text ?? []) expect(entity?.columns[toColumn(field)]?.type).toBe('text');
});

test.each(tables)('the database accepts every field of %s that the app pushes', (name, table) => {
  const entity = entities.get(name);
  if (entity && entity.operations.length > 0 && Object.keys(entity.columns).length > 0)
    expect(columns(table.fields)).toEqual(Object.keys(entity.columns).sort());
});
