import { describe, expect, it } from 'vitest';
import { song, songs, TestHarness, titles } from '../testing/test-harness.ts';

/** Sam, with songs on the device, works offline while Mia makes him a viewer. */
async function becomesViewerOffline(names: readonly string[] = ['Jolene', 'Creep', 'Valerie']) {
  const world = new TestHarness(['mia', 'sam']);
  const mia = await world.device('mia').open();
  const device = world.device('sam');
  const sam = await device.open();
  await world.run(1_000);
  await mia.repository.insertAll(
    'band',
    'songs',
    names.map((title) => ({ title })),
  );
  await world.run(1_000);
  device.connectivity.set('offline');
  world.server.makeViewer('band', 'sam');
  const byTitle = (title: string) => song(songs(mia).find((row) => row.title === title)?.id ?? '');
  const back = async () => {
    device.connectivity.set('online');
    await world.run(5_000);
  };
  return { world, device, mia, sam, byTitle, back };
}

describe('rejected mutations', () => {
  it('[V5] a rejected delete puts the record back into the list, with the reason and the count', async () => {
    const { sam, byTitle, back } = await becomesViewerOffline();
    const jolene = byTitle('Jolene');
    await sam.repository.delete(jolene);
    expect(titles(sam)).toEqual(['Creep', 'Valerie']);
    await back();
    expect(titles(sam)).toEqual(['Creep', 'Jolene', 'Valerie']);
    expect(sam.record(jolene).get()?.title).toBe('Jolene');
    expect(sam.getSyncStatus(jolene)).toMatchObject({ kind: 'error', op: 'delete', error: { code: 'forbidden' } });
    expect(sam.connection.get()).toMatchObject({ pending: 0, failed: 1 });
  });

  it('[V5] a rejected batch of deletes puts all its records back', async () => {
    const { sam, byTitle, back } = await becomesViewerOffline();
    const keys = [byTitle('Jolene'), byTitle('Creep')];
    await sam.repository.writeAll(keys.map((key) => ({ op: 'delete', key })));
    expect(titles(sam)).toEqual(['Valerie']);
    await back();
    expect(titles(sam)).toEqual(['Creep', 'Jolene', 'Valerie']);
    expect(sam.failed.get()).toMatchObject([{ op: 'delete' }, { op: 'delete' }]);
  });

  it('[V5] a rejected restore leaves the record deleted and is shown as failed', async () => {
    const { world, mia, sam, byTitle, back } = await becomesViewerOffline();
    const jolene = byTitle('Jolene');
    world.server.makeViewer('band', 'sam', false);
    await back();
    await mia.repository.delete(jolene);
    await world.run(1_000);
    world.server.makeViewer('band', 'sam');
    await sam.repository.restore(jolene);
    expect(titles(sam)).toContain('Jolene');
    await world.run(5_000);
    expect(titles(sam)).toEqual(['Creep', 'Valerie']);
    expect(sam.failed.get()).toMatchObject([{ op: 'restore', id: jolene.id, error: { code: 'forbidden' } }]);
  });

  it('[V5] a rejected insert and a rejected update still show what was typed', async () => {
    const { sam, byTitle, back } = await becomesViewerOffline();
    await sam.repository.insert('band', 'songs', { title: 'Hurt' }, 'hurt');
    await sam.repository.update(byTitle('Creep'), { key: 'G' });
    await back();
    expect(titles(sam)).toEqual(['Creep', 'Hurt', 'Jolene', 'Valerie']);
    expect(sam.record(byTitle('Creep')).get()?.key).toBe('G');
    expect(sam.getSyncStatus(song('hurt'))).toMatchObject({ kind: 'error', op: 'insert' });
  });

  it('[P12] the next delete replaces a rejected one and hides the record again', async () => {
    const { world, sam, byTitle, back } = await becomesViewerOffline();
    const jolene = byTitle('Jolene');
    await sam.repository.delete(jolene);
    await back();
    world.server.makeViewer('band', 'sam', false);
    await sam.repository.delete(jolene);
    expect(titles(sam)).toEqual(['Creep', 'Valerie']);
    await world.run(1_000);
    expect(titles(sam)).toEqual(['Creep', 'Valerie']);
    expect(sam.failed.get()).toEqual([]);
    expect(world.server.rows('band', 'songs').find(({ id }) => id === jolene.id)?.deletedAt).toBeTruthy();
  });
});

describe('an unsent change without its record', () => {
  it("[P13] keeps the record's label, the old and the new value when the record is gone", async () => {
    const { device, mia, sam, byTitle, back } = await becomesViewerOffline();
    const jolene = byTitle('Jolene');
    await sam.repository.update(jolene, { key: 'G' });
    await mia.repository.delete(jolene);
    await back();
    expect(titles(sam)).toEqual(['Creep', 'Valerie']);
    expect(sam.failed.get()).toMatchObject([
      { op: 'update', label: { title: 'Jolene' }, was: { key: null }, set: { key: 'G' }, error: { code: 'forbidden' } },
    ]);
    // The label stays on the device: a repeat with more content would be another mutation to the server.
    expect(JSON.stringify(device.remote.calls)).not.toContain('"label"');
  });

  it('[P13] shortens a long label, and works without one', async () => {
    const { sam, byTitle } = await becomesViewerOffline(['x'.repeat(5_000)]);
    await sam.repository.delete(byTitle('x'.repeat(5_000)));
    await sam.repository.insert('band', 'songs', { title: 'New' }, 'new');
    expect(sam.pending.get().map(({ label }) => label)).toEqual([{ title: 'x'.repeat(200) }, {}]);
  });

  it('[X1] is set aside with the name of its scope', async () => {
    const { world, sam, byTitle, back } = await becomesViewerOffline();
    await sam.repository.update(byTitle('Creep'), { key: 'G' });
    world.server.remove('band', 'sam');
    await back();
    expect(sam.setAside.get()).toMatchObject([
      { scope: 'band', name: 'The band', entries: [{ label: { title: 'Creep' }, set: { key: 'G' } }] },
    ]);
  });
});
