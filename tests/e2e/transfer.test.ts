import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { expectAccessible } from './support/axe.ts';
import { oneInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { test } from './support/test.ts';

async function open(device: Device): Promise<void> {
  await device.page.goto('/transfer');
  await device.page.getByRole('heading', { level: 1, name: 'Import and export' }).waitFor();
}

const choose = (device: Device, name: string, text: string) =>
  device.page
    .getByLabel('File to import')
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text, 'utf8') });

async function download(device: Device, button: string): Promise<string> {
  const [file] = await Promise.all([device.page.waitForEvent('download'), device.button(button).click()]);
  return readFileSync(await file.path(), 'utf8');
}

const would = (device: Device) => device.page.getByRole('region', { name: 'Import preview' });

describe('an imported table', () => {
  test('is previewed; existing songs change only if chosen; one Undo reverts it', async ({ device }) => {
    const ada = await oneInABand(device);
    await ada.addSong('Creep', { Artist: 'Radiohead', BPM: '92' });
    await ada.icon('Creep', 'synced').waitFor();
    await open(ada);
    await choose(
      ada,
      'set.csv',
      'Song;Interpret;Tempo;Tonart;Who\r\ncreep;radiohead;100;G;x\r\nJolene;Dolly Parton;111;;y\r\nBad;;fast;;z\r\n',
    );
    await would(ada).getByText('Songs: 1 new, 1 already here (unchanged), 1 with errors (skipped)').waitFor();
    await ada.page.getByText('BPM must be a whole number from 1 to 999').waitFor();
    await expectAccessible(ada, 'an import before it is done');
    expect(await download(ada, 'Download rows with errors')).toContain('Bad');
    await ada.page
      .getByLabel('1 is already in the band, with different values')
      .selectOption('Fill in missing values only');
    await would(ada).getByText('Songs: 1 new, 1 change, 1 with errors (skipped)').waitFor();
    await ada.button('Import 2').click();
    await ada.button('Choose a file').waitFor();
    await ada.openSongs();
    await ada.row('Jolene').getByText('111').waitFor();
    await ada.row('Creep').getByText('92').waitFor();
    await ada.row('Creep').getByText('G', { exact: true }).waitFor();
    await ada.page
      .getByRole('region', { name: /Notifications/ })
      .getByRole('button', { name: 'Undo' })
      .click();
    await ada.row('Jolene').waitFor({ state: 'detached' });
    await ada.row('Creep').getByText('G', { exact: true }).waitFor({ state: 'detached' });
    await ada.row('Creep').getByText('92').waitFor();
  });
});

describe('a whole band', () => {
  test('is exported as JSON and imported into another band with all its links', async ({ device }) => {
    const ada = await oneInABand(device);
    await ada.page.goto('/songs');
    await ada.button('Add demo songs').click();
    await ada.icon('Africa', 'synced').waitFor();
    await open(ada);
    const songs = await download(ada, 'Export songs as CSV');
    const first = JSON.parse(await download(ada, 'Export the whole band as JSON'));
    // Also include a setlist copied for a show, and that show.
    const [song] = first.songs;
    const id = (last: string) => `0b9d5f0e-6f0a-4c6e-9d58-2f6f1f7a1c${last}`;
    const items = { a: { kind: 'song', order: 'a0', song: song.id, title: song.title, note: 'quiet' } };
    const set = { name: 'Friday', targetSeconds: null, startsAt: '20:30', notes: null, items };
    first.setlists = [
      { id: id('01'), ...set, name: 'Friday, for the club', forkedFrom: id('02') },
      { id: id('02'), ...set, forkedFrom: null },
    ];
    first.shows = [
      { id: id('03'), name: 'Club', date: '2026-12-31', setlistId: id('01'), payMinor: null, contacts: {} },
    ];

    const bea = await oneInABand(device);
    await open(bea);
    await choose(bea, 'band.json', JSON.stringify(first));
    await would(bea).getByText(`Songs: ${first.songs.length} new`).waitFor();
    await would(bea).getByText('Setlists: 2 new').waitFor();
    await bea.button(`Import ${first.songs.length + 3}`).click();
    await bea.button('Choose a file').waitFor();
    const second = JSON.parse(await download(bea, 'Export the whole band as JSON'));
    const byName = (list: { name: string; id: string }[], name: string) => list.find((each) => each.name === name);
    const named = (list: Record<string, unknown>[]) =>
      list.map(({ id: _, ...values }) => values).sort((a, b) => (String(a.title) < String(b.title) ? -1 : 1));
    expect(named(second.songs)).toEqual(named(first.songs));
    const copy = second.setlists.find(({ name }: { name: string }) => name.endsWith('club'));
    expect(copy.forkedFrom).toBe(byName(second.setlists, 'Friday')?.id);
    expect(copy.items.a).toMatchObject({ order: 'a0', note: 'quiet' });
    expect(second.songs.find((each: { id: string }) => each.id === copy.items.a.song).title).toBe(song.title);
    expect(second.shows[0]).toMatchObject({ setlistId: copy.id, payMinor: null, status: null });

    // Importing the same file again changes nothing, and neither does a table of the same songs.
    await choose(bea, 'band.json', JSON.stringify(first));
    await would(bea).getByText(`Songs: ${first.songs.length} identical (skipped)`).waitFor();
    await bea.button('Cancel').click();
    await choose(bea, 'songs.csv', songs);
    await would(bea).getByText(`Songs: ${first.songs.length} identical (skipped)`).waitFor();
  });
});
