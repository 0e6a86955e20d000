import { expect, inject } from 'vitest';
import { oneInABand } from './support/band.ts';
import { test } from './support/test.ts';

test('"Copy diagnostics" contains versions, states and operations, but no content', async ({ device }) => {
  const ada = await oneInABand(device, { permissions: ['clipboard-read', 'clipboard-write'] });
  await ada.addSong('Zanzibar Nights', { Artist: 'Unmistakable Trio' });
  await ada.icon('Zanzibar Nights', 'synced').waitFor();
  await ada.connection().click();
  await ada.page.getByText(/^Saved 1 change, 100% on the first try, usually in/).waitFor();
  await ada.button('Copy diagnostics').click();
  await ada.page.getByText('Copied. Paste it where you ask for help.').waitFor();

  const text = await ada.page.evaluate(() => navigator.clipboard.readText());
  const facts = JSON.parse(text);
  expect(facts.build).toMatch(/^index-.+\.js$/);
  expect(facts.connection).toMatchObject({ kind: 'connected', pending: 0, signInNeeded: false });
  expect(facts.scopes[0].tables.songs).toEqual({ rows: 1, complete: true });
  expect(facts.week).toMatchObject({ saved: 1, savedAtOnce: 1 });
  expect(facts.log).toContainEqual(expect.objectContaining({ type: 'push', operation: 'insert', status: 'applied' }));

  const kept = await ada.page.evaluate(() => ({ ...localStorage }));
  const { access_token: access, refresh_token: refresh, user } = JSON.parse(String(kept['rockon-session']));
  const secrets = [access, refresh, user.email, 'Zanzibar', 'Unmistakable', 'Alone', 'sb_publishable'];
  for (const secret of secrets) {
    expect(String(secret).length).toBeGreaterThan(3);
    expect(text.includes(String(secret)), `diagnostics hold ${secret}`).toBe(false);
  }
});

test("the device's sync log contains no content either", async ({ device }) => {
  const ada = await oneInABand(device);
  await ada.addSong('Zanzibar Nights');
  await ada.icon('Zanzibar Nights', 'synced').waitFor();
  // Opening the week's summary flushes buffered log entries.
  await ada.connection().click();
  await ada.page.getByText(/^Saved 1 change/).waitFor();
  const log = await ada.page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const name = (await indexedDB.databases()).find((each) => each.name?.startsWith('rockon-'))?.name;
    const database = await done(indexedDB.open(String(name)));
    const entries = await done(database.transaction('log').objectStore('log').getAll());
    database.close();
    return JSON.stringify(entries);
  });
  expect(log).toContain('"operation":"insert"');
  expect(log).not.toMatch(/Zanzibar|Alone|@example/);
});

test("the developer dashboard's address is unknown to a production build", async ({ device }) => {
  const ada = await oneInABand(device);
  await ada.page.goto(`${inject('serverUrl')}/dev/dashboard`);
  await ada.page.getByText('Page not found').waitFor();
  expect(await ada.page.getByText('Developer dashboard').count()).toBe(0);
});
