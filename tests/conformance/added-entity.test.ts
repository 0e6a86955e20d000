import { bandSchema } from '@rockon/domain';
import type { SyncSchema } from '@rockon/sync';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { RealDevice } from '../support/real-device.ts';
import { type Project, startProject } from './support/project.ts';

// Step 1 of "Adding a synced entity" in the developer guide: the table, and one call, by the role that runs migrations.
const SQL = `
  set role postgres;
  create table public.amplifiers (
    id      uuid primary key,
    band_id uuid not null references public.bands on delete cascade,
    name    text not null,
    watts   integer,
    notes   text,
    constraint amplifiers_name_check  check (name ~ '\\S' and char_length(name) <= 80),
    constraint amplifiers_watts_check check (watts between 1 and 2000),
    constraint amplifiers_notes_check check (char_length(notes) <= 1000)
  );
  select sync.register_entity('amplifiers', '{band_id}',
    writable => '{
      "name":  "The name needs 1 to 80 characters.",
      "watts": "The power is a whole number from 1 to 2000.",
      "notes": "The notes take up to 1000 characters."
    }',
    operations => '{insert,update,delete,restore}');
  reset role;
`;

// Step 3: what the engine has to know.
const schema: SyncSchema = {
  ...bandSchema,
  tables: { ...bandSchema.tables, amplifiers: { fields: ['name', 'watts', 'notes'], text: ['notes'] } },
  scopeTables: [...bandSchema.scopeTables, 'amplifiers'],
};

let project: Project;
const devices: RealDevice[] = [];

beforeAll(async () => {
  project = await startProject({ sql: SQL });
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
});
afterAll(() => project.stop());

async function person(name: string): Promise<RealDevice> {
  const device = new RealDevice({ url: project.stack.url, schema });
  devices.push(device);
  return (await device.signUp(name)).open();
}

test('[R2][V2][P6][N1] a table that one SQL call and one schema describe syncs: live, edited, refused, conflicted, deleted, downloaded again', async () => {
  const [ada, ben] = [await person('Ada'), await person('Ben')];
  const band = await ada.createBand('The Amplified');
  await ben.join(await ada.invite(band));
  const id = await ada.engine.repository.insert(band, 'amplifiers', { name: 'Twin', watts: 85 });
  const key = { scope: band, table: 'amplifiers', id };
  const here = (device: RealDevice) => device.engine.record(key);
  const shows = (device: RealDevice, what: string, field: string, value: unknown) =>
    device.until(what, () => here(device).get()?.[field] === value, [here(device)]);

  await shows(ben, 'the new amplifier', 'name', 'Twin');
  await ben.engine.repository.update(key, { watts: 22 });
  await shows(ada, 'the edit', 'watts', 22);

  // Its limits are the server's, and so are their words.
  const tooLoud = await ben.engine.repository.insert(band, 'amplifiers', { name: 'Wall', watts: 9_000 });
  await ben.until('the refusal', () => ben.engine.failed.get().length === 1, [ben.engine.failed]);
  const [refused] = ben.engine.failed.get();
  expect(JSON.stringify(refused)).toContain('The power is a whole number from 1 to 2000.');
  await ben.engine.repository.discard(refused?.mutation ?? 0);
  expect(ben.engine.record({ ...key, id: tooLoud }).get()).toBeUndefined();

  // Two people write one field without knowing of each other: a conflict, as for every other table.
  await Promise.all([ada.settled(), ben.settled()]);
  ben.connectivity.set('offline');
  await ben.engine.repository.update(key, { name: 'Twin of Ben' });
  await ada.engine.repository.update(key, { name: 'Twin of Ada' });
  await ada.settled();
  ben.connectivity.set('online');
  const conflicts = ada.engine.query({ scope: band, table: 'conflicts' });
  await ada.until('the conflict', () => conflicts.get().rows.length === 1, [conflicts]);
  expect(conflicts.get().rows[0]).toMatchObject({ recordTable: 'amplifiers', recordId: id, path: 'name' });

  const kept = await ada.engine.repository.insert(band, 'amplifiers', { name: 'Champ' });
  await ada.engine.repository.delete(key);
  await ben.until(
    'the deletion',
    () =>
      ben
        .rows(band, 'amplifiers')
        .map((row) => row.id)
        .join() === kept,
    [ben.engine.query({ scope: band, table: 'amplifiers' })],
  );

  // Somebody who joins afterwards reads it as a whole.
  const cleo = await person('Cleo');
  await cleo.join(await ada.invite(band));
  const all = cleo.engine.query({ scope: band, table: 'amplifiers' });
  await cleo.until('the whole table', () => all.get().complete, [all]);
  expect(all.get().rows).toMatchObject([{ id: kept, name: 'Champ', watts: null }]);
});
