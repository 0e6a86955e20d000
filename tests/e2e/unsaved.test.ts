import { describe, expect } from 'vitest';
import { oneInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { test } from './support/test.ts';

/**
 * Opens Songs with Home before it in the history. Waits for Home to show first: the URL changes earlier, and a link
 * pressed in between would replace Home in the history.
 */
async function openedFromHome(ada: Device): Promise<void> {
  await ada.link('Home').click();
  await ada.page.getByRole('heading', { level: 1, name: /^(Good|Still up)/ }).waitFor();
  await ada.openSongs();
}

describe('unsaved input', () => {
  test('Back asks inside the form; Keep loses nothing, Discard closes the form only', async ({ device }) => {
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

  test('saving does not ask, and Back works afterwards', async ({ device }) => {
    const ada = await oneInABand(device);
    await openedFromHome(ada);
    await ada.addSong('A whole song');
    await ada.icon('A whole song', 'synced').waitFor();
    await ada.page.goBack();
    await ada.page.waitForURL((url) => url.pathname === '/');
  });

  test('a saved form counts as saved while its dialog is still closing', async ({ device }) => {
    const ada = await oneInABand(device);
    await ada.button('Add song').click();
    await ada.field('Title').fill('Saved already');
    // The form is saved once its URL is gone. Its dialog closes later; on a slow device a Back in between used to be lost.
    await ada.page.evaluate(() => {
      const asked: boolean[] = [];
      Object.assign(window, { asked });
      const look = () => {
        if (location.search !== '') return;
        const leaving = new Event('beforeunload', { cancelable: true });
        asked.push(!dispatchEvent(leaving));
      };
      // Runs between two tasks of the page, as pressing Back would.
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

  test('a link that leaves a form on a page asks first', async ({ device }) => {
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

  test('a failed save focuses the first invalid field, and one press saves after the correction', async ({
    device,
  }) => {
    const ada = await oneInABand(device);
    await ada.button('Add song').click();
    await ada.field('BPM').fill('fast');
    await ada.button('Save').click();
    await ada.page.locator('[name="title"][aria-invalid="true"]:focus').waitFor();
  });
});
