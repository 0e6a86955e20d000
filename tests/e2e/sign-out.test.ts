import { describe, expect } from 'vitest';
import { until } from '../support/until.ts';
import { somebody } from './support/device.ts';
import { test } from './support/test.ts';

describe('the demo band and signing out', () => {
  test('the demo band has its songs, and they are synced', async ({ device }) => {
    const alice = await device('alice');
    await alice.signUp(somebody('Alice'));
    await alice.button('Try the demo band').click();
    await alice.openSongs();
    await alice.page.getByText(/4\d songs/).waitFor();
    await alice.icon('Africa', 'synced').waitFor();
  });

  test('signing out with unsent changes asks first and leaves no data behind', async ({ device }) => {
    const alice = await device('alice', { keepsApp: true });
    await alice.signUp(somebody('Alice'));
    await alice.createBand('The Forgetful');
    await alice.openSongs();
    await alice.setOffline(true);
    await alice.addSong('Unsent');
    await alice.link('Settings').click();
    await alice.button('Sign out').click();
    await alice.page.getByRole('dialog', { name: "1 change isn't synced" }).waitFor();
    await alice.button('Stay signed in').click();
    await alice.button('Sign out').click();
    await alice.button('Delete and sign out').click();
    await alice.button('Sign in').waitFor();
    // The screen shows first; session and database are deleted right after.
    await until('the database to be deleted', async () => !(await alice.storedText()).includes('Unsent'));
    expect(await alice.page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/refresh_token|access_token/);
  });

  test('fast typing loses no letter in the search box', async ({ device }) => {
    const alice = await device('alice');
    await alice.signUp(somebody('Alice'));
    await alice.button('Try the demo band').click();
    await alice.openSongs();
    const slow = await alice.page.context().newCDPSession(alice.page);
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    const box = alice.page.getByRole('searchbox');
    await box.pressSequentially('wonderwall', { delay: 40 });
    expect(await box.inputValue()).toBe('wonderwall');
    await alice.page.waitForURL(/q=wonderwall/);
    expect(await box.inputValue()).toBe('wonderwall');
  });
});
