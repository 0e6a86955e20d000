import { describe, expect } from 'vitest';
import { oneInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { test } from './support/test.ts';

/**
 * Songs, with home behind it. The address is home's before its page shows; a link to Songs that is pressed meanwhile
 * leads where the page still is, so it replaces home in the history and Back does not lead there.
 */
async function openedFromHome(ada: Device): Promise<void> {
  await ada.link('Home').click();
  await ada.page.getByRole('heading', { level: 1, name: /^(Good|Still up)/ }).waitFor();
  await ada.openSongs();
}

describe('what is typed and not saved yet', () => {
  test('Back asks in the form itself; keeping loses nothing, throwing away closes the form and stays', async ({
    device,
  }) => {
    const ada = await oneInABand(device);
    await openedFromHome(ada);
    await ada.button('Add song').click();
    await ada.field('Title').fill('Half a song');
    await ada.page.goBack();
    await ada.page.getByText('Discard your changes?').waitFor();
    await ada.button('Keep editing').click();
    expect(await ada.field('Title').inputValue()).toBe('Half a song');
    expect(new URL(ada.page.url()).pathname).toBe('/songs');

    await ada.page.goBack();
    await ada.button('Discard').click();
    await ada.field('Title').waitFor({ state: 'detached' });
    expect(new URL(ada.page.url()).pathname).toBe('/songs');
    await ada.page.goBack();
    await ada.page.waitForURL((url) => url.pathname === '/');
  });

  test('saving asks nothing, and Back afterwards goes back', async ({ device }) => {
    const ada = await oneInABand(device);
    await openedFromHome(ada);
    await ada.addSong('A whole song');
    await ada.icon('A whole song', 'synced').waitFor();
    await ada.page.goBack();
    await ada.page.waitForURL((url) => url.pathname === '/');
  });

  test('nothing counts as unsaved between saving a form and the end of its dialog', async ({ device }) => {
    const ada = await oneInABand(device);
    await ada.button('Add song').click();
    await ada.field('Title').fill('Saved already');
    // Saved is the form as soon as its address has gone; its dialog goes later, on a slow device so late that Back was lost.
    await ada.page.evaluate(() => {
      const asked: boolean[] = [];
      Object.assign(window, { asked });
      const look = () => {
        if (location.search !== '') return;
        const leaving = new Event('beforeunload', { cancelable: true });
        asked.push(!dispatchEvent(leaving));
      };
      // Between any two tasks of the page, as a press of Back would come.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        look();
        port2.postMessage(null);
      };
      port2.postMessage(null);
    });
    await ada.button('Save').click();
    await ada.field('Title').waitFor({ state: 'detached' });
    const asked = await ada.page.evaluate(() => (window as unknown as { asked: boolean[] }).asked);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked).not.toContain(true);
  });

  test('a link out of a form on a page asks first', async ({ device }) => {
    const ada = await oneInABand(device);
    await ada.link('Settings').click();
    await ada.field('Instruments').fill('Theremin');
    await ada.link('Songs').click();
    const question = ada.page.getByRole('dialog', { name: 'Discard your changes?' });
    await question.waitFor();
    await ada.button('Keep editing').click();
    expect(await ada.field('Instruments').inputValue()).toBe('Theremin');
    await ada.link('Songs').click();
    await ada.button('Discard').click();
    await ada.button('Add song').waitFor();
  });

  test('after a save that fails the focus is in the first wrong field of the page, and one press is enough', async ({
    device,
  }) => {
    const ada = await oneInABand(device);
    await ada.button('Add song').click();
    await ada.field('BPM').fill('fast');
    await ada.button('Save').click();
    await ada.page.locator('[name="title"][aria-invalid="true"]:focus').waitFor();
  });
});
