import { describe, expect } from 'vitest';
import { until } from '../support/until.ts';
import { twoInABand } from './support/band.ts';
import { type Device, somebody } from './support/device.ts';
import { choose, itemRow, openSet, orderAt, push, seedSet, titlesOf, untilTitles } from './support/sets.ts';
import { test } from './support/test.ts';

const offered = (device: Device, title: string) =>
  device.page.getByRole('list', { name: 'Songs to add' }).getByRole('button', { name: `Add ${title}` });

const SONGS = ['Africa', 'Blackbird', 'Creep', 'Dreams', 'Easy', 'Fame', 'Gloria', 'Hurt'];

describe('one setlist, two people', () => {
  test('both add, move, remove and change a key: both see everything live (S49)', async ({ device }) => {
    const { alice, bob, alicePerson } = await twoInABand(device);
    const { name } = await seedSet(alice, alicePerson, SONGS, 5);
    await Promise.all([openSet(alice, name), openSet(bob, name)]);
    await Promise.all([untilTitles(alice, SONGS.slice(0, 5)), untilTitles(bob, SONGS.slice(0, 5))]);

    await Promise.all([
      (async () => {
        await alice.button('Add songs').click();
        await alice.field('Search songs').fill('glor');
        await alice.field('Search songs').press('Enter');
        await choose(alice, 'Actions for Easy', 'Move to top');
      })(),
      (async () => {
        await bob.button('Add songs').click();
        await offered(bob, 'Hurt').click();
        await choose(bob, 'Actions for Blackbird', 'Remove from setlist');
        await choose(bob, 'Actions for Easy', 'Edit in this setlist');
        await bob.field('Key').fill('A');
        await bob.button('Save').click();
        await choose(bob, 'Move Creep', 'Move down');
      })(),
    ]);
    await until('Alice to see what both did', async () => {
      const titles = await titlesOf(alice);
      const added = [titles.includes('Gloria'), titles.includes('Hurt')].every(Boolean);
      return added && titles.slice(0, 4).join() === 'Easy,Africa,Dreams,Creep';
    });
    const a = await titlesOf(alice);
    expect(a.length).toBe(6);
    await untilTitles(bob, a);
    // Alice moved the song whose key Bob changed: it has both changes.
    for (const each of [alice, bob]) await itemRow(each, 'Easy').getByText('Key A instead of G').waitFor();
    await alice.page.locator('h1 + span [data-sync-status="synced"]').waitFor();
    // A song in the set is not offered; a removed song is offered again.
    expect(await offered(alice, 'Gloria').count()).toBe(0);
    await offered(alice, 'Blackbird').waitFor();

    await bob.button('Undo').click();
    await until('the undo to reach both', async () => (await titlesOf(alice)).join() !== a.join());
    await untilTitles(bob, await titlesOf(alice));
  });

  test("offline edits and moves of both are merged without a conflict, except for one song's key", async ({
    device,
  }) => {
    const { alice, bob, alicePerson } = await twoInABand(device, { keepsApp: true });
    const { name } = await seedSet(alice, alicePerson, SONGS, 5);
    await Promise.all([openSet(alice, name), openSet(bob, name)]);
    await Promise.all([untilTitles(alice, SONGS.slice(0, 5)), untilTitles(bob, SONGS.slice(0, 5))]);
    for (const who of [alice, bob]) {
      // Menus load on first use, and this new browser has not cached the app yet.
      await who.button('Actions for Creep').click();
      await who.page.getByRole('menuitem').first().waitFor();
      await who.page.keyboard.press('Escape');
      await who.page.getByRole('menuitem').first().waitFor({ state: 'detached' });
    }
    await Promise.all([alice.setOffline(true), bob.setOffline(true)]);

    await choose(alice, 'Actions for Creep', 'Move to top');
    await alice.button('Add songs').click();
    await offered(alice, 'Fame').click();
    await choose(bob, 'Actions for Creep', 'Move to bottom');
    await choose(bob, 'Actions for Dreams', 'Edit in this setlist');
    await bob.field('Key').fill('F');
    await bob.button('Save').click();
    await bob.page.getByText('Key F instead of G').waitFor();
    await bob.button('Add songs').click();
    await bob.button('Section…').click();
    await bob.field('Section text').fill('Encore');
    await bob.button('Add section').click();
    await itemRow(bob, 'Encore').waitFor();

    await Promise.all([alice.setOffline(false), bob.setOffline(false)]);
    await Promise.all([itemRow(alice, 'Encore').waitFor(), itemRow(bob, 'Fame').waitFor()]);
    await Promise.all([alice, bob].map((each) => each.page.locator('h1 + span [data-sync-status="synced"]').waitFor()));
    const titles = await titlesOf(alice);
    expect([...titles].sort()).toEqual(['Africa', 'Blackbird', 'Creep', 'Dreams', 'Easy', 'Encore', 'Fame']);
    await untilTitles(bob, titles);
    await alice.page.getByText('Key F instead of G').waitFor();
    expect(await alice.button('Resolve').count()).toBe(0);

    // The same property of the same song conflicts, and the dialog names the song.
    await alice.setOffline(true);
    for (const [who, key] of [
      [bob, 'A'],
      [alice, 'F'],
    ] as const) {
      await choose(who, 'Actions for Creep', 'Edit in this setlist');
      await who.field('Key').fill(key);
      await who.button('Save').click();
      await itemRow(who, 'Creep').getByText(`Key ${key} instead of G`).waitFor();
    }
    await bob.page.locator('h1 + span [data-sync-status="synced"]').waitFor();
    await alice.setOffline(false);
    await alice.button('Resolve').first().click();
    const dialog = alice.page.getByRole('dialog', { name: 'Two versions' });
    await dialog.waitFor();
    expect(await dialog.textContent()).toMatch(/Creep/);
    await alice.button('Keep yours').click();
    await itemRow(bob, 'Creep').getByText('Key F instead of G').waitFor();
  });
});

describe('a long setlist (S42)', () => {
  const many = Array.from({ length: 100 }, (_, index) => `Song ${String(index + 1).padStart(3, '0')}`);

  test('holds 100 songs and can be reordered with the keyboard alone', async ({ device }) => {
    const ada = await device('ada', { reducedMotion: 'reduce' });
    const person = somebody('Ada');
    await ada.signUp(person);
    await ada.createBand('The Quiet Ones');
    const { name } = await seedSet(ada, person, many, 100);
    await openSet(ada, name);
    await untilTitles(ada, many);
    expect(await ada.page.getByLabel('Total').textContent()).toMatch(/100 songs[\s\S]*5:33:20[\s\S]*over/);

    await ada.button('Move Song 003').focus();
    await ada.page.keyboard.press('Space');
    await ada.page.getByText('Picked up Song 003, position 3 of 100.').waitFor();
    await ada.page.keyboard.press('ArrowUp');
    await ada.page.getByText('Song 003: position 2 of 100.').waitFor();
    await ada.page.keyboard.press('Space');
    const [first = '', second = '', third = ''] = many;
    await untilTitles(ada, [first, third, second, ...many.slice(3)]);

    await ada.button('Move Song 003').focus();
    await ada.page.keyboard.press('Alt+ArrowDown');
    await untilTitles(ada, many);
    await ada.page.getByText('Song 003: position 3 of 100').waitFor();
    const focused = () => ada.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(await focused()).toBe('Move Song 003');
    await ada.page.keyboard.press('Enter');
    await ada.page.getByRole('menuitem', { name: 'Move to bottom' }).click();
    await untilTitles(ada, [...many.filter((title) => title !== third), third]);
    await until('the focus to be back on the handle', async () => (await focused()) === 'Move Song 003');
  });

  test('a hundred changes by others keep the focus, the typed text and the dragged row', async ({ device }) => {
    const ada = await device('ada', { reducedMotion: 'reduce' });
    const person = somebody('Ada');
    await ada.signUp(person);
    await ada.createBand('The Quiet Ones');
    const titles = many.slice(0, 20);
    const { name, client, band, setlist } = await seedSet(ada, person, [...titles, 'Zombie'], 20);
    await openSet(ada, name);
    await untilTitles(ada, titles);
    const changes = async (from: number) => {
      for (let part = 0; part < 5; part += 1) {
        await push(
          client,
          band,
          Array.from({ length: 10 }, (_, index) => ({
            table: 'setlists',
            record: setlist,
            op: 'update' as const,
            set: {
              // The last ten songs move in turn: a hundred moves in all.
              [`items/i${10 + index}/order`]: orderAt(40 + ((index * 7 + part + from) % 10)),
              [`items/i${10 + index}/bpm`]: 60 + part * 10 + index + from,
            },
          })),
        );
      }
    };

    await ada.button('Add songs').click();
    const search = ada.field('Search songs');
    await search.pressSequentially('zom');
    await ada.page.evaluate(() => window.scrollTo(0, 120));
    const top = () => ada.page.evaluate(() => window.scrollY);
    const before = await top();
    await changes(0);
    await ada.page.getByText('BPM 109 instead of').waitFor();
    expect(await search.inputValue()).toBe('zom');
    expect(
      await search.evaluate((input: HTMLInputElement) => [document.activeElement === input, input.selectionStart]),
    ).toEqual([true, 3]);
    expect(await top()).toBe(before);

    const seen = await titlesOf(ada);
    const handle = await ada.button('Move Song 005').boundingBox();
    if (handle === null) throw new Error('The handle is not in sight');
    const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
    await ada.page.mouse.move(x, y);
    await ada.page.mouse.down();
    await ada.page.mouse.move(x, y - 10, { steps: 3 });
    await ada.page.getByText('Picked up Song 005, position 5 of 20.').waitFor({ state: 'attached' });
    await changes(100);
    await ada.page.getByText('BPM 209 instead of').waitFor();
    expect(await titlesOf(ada)).toEqual(seen);
    const fourth = await ada.button('Move Song 004').boundingBox();
    await ada.page.mouse.move(x, (fourth?.y ?? y) + 10, { steps: 8 });
    await ada.page.getByText('Song 005: position 4 of 20.').waitFor({ state: 'attached' });
    await ada.page.mouse.up();
    await until('the song to be where it was dropped', async () => (await titlesOf(ada))[3] === 'Song 005');
    await until('the moves by others to arrive', async () => (await titlesOf(ada)).join() !== seen.join());
    expect([...(await titlesOf(ada))].sort()).toEqual(titles);
  });
});
