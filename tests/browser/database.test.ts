import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium, newDevice, newTab, ORIGIN } from './support/chromium.ts';

let browser: Browser;
let device: BrowserContext;
let userId: string;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  device = await newDevice(browser);
  userId = randomUUID();
});

describe('a full device', () => {
  test('[D3] reports a quota error and keeps all data', async () => {
    const tab = await newTab(device);
    const devtools = await tab.devtools();
    // Set before the first write, because Chromium checks the quota only every 30 seconds.
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: ORIGIN, quotaSize: 3_000_000 });
    await tab.run('open', userId);
    await tab.run('append', 3);
    const { kind, commits } = await tab.run('fill', 400_000);
    expect(kind).toBe('quota');
    const full = await tab.run('state');
    expect(full.meta.commit).toBe(3 + commits);
    expect(full.outbox.map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  test('[E1] can still evict a band, and then has space again', async () => {
    const tab = await newTab(device);
    const devtools = await tab.devtools();
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: ORIGIN, quotaSize: 3_000_000 });
    await tab.run('open', userId);
    const { kind } = await tab.run('fill', 400_000);
    expect(kind).toBe('quota');
    expect(await tab.run('evict')).toBe(null);
    expect((await tab.run('state')).rows).toEqual([]);
    const again = await tab.run('fill', 400_000);
    expect(again.commits).toBeGreaterThan(0);
  });
});

describe('another version of the app', () => {
  test('[D6] a database of version 1 with a full outbox is migrated without loss', async () => {
    const tab = await newTab(device);
    await tab.run('makeVersion1', userId);
    await tab.run('open', userId);
    const { meta, outbox, rows, setAside } = await tab.run('state');
    expect(meta).toMatchObject({ commit: 41, clientId: 'old-client', nextMutation: 301, sentUpTo: 12, term: 3 });
    expect(outbox).toHaveLength(300);
    expect(outbox[299]).toMatchObject({ id: 300, record: 'song-300', set: { title: 'Title 300' }, base: 1 });
    expect(rows.map(({ id, version }) => [id, version])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(setAside).toHaveLength(1);
    expect(await tab.run('append', 1)).toEqual([42]);
  });

  test('[D6, F4] a tab closes its database for a newer version, reports it, and loses nothing', async () => {
    const [old, newer] = [await newTab(device), await newTab(device)];
    await old.run('open', userId);
    await old.run('append', 2);
    await newer.run('upgradeFarAhead', userId);
    expect(await old.run('trouble')).toBe('outdated');
    expect(await old.run('editRefusal')).toBe('upgrade-required');
  });

  test('[D6, F4] an old version rejects a newer database instead of writing to it', async () => {
    const tab = await newTab(device);
    await tab.run('open', userId);
    await tab.run('upgradeFarAhead', userId);
    expect(await tab.run('refusal', userId)).toBe('upgrade-required');
  });
});

describe('ten thousand rows', () => {
  test('are loaded completely; the times are printed', async () => {
    const tab = await newTab(device);
    const times: { write: number; load: number }[] = [];
    for (let round = 0; round < 5; round++) {
      await tab.run('open', randomUUID());
      times.push(await tab.run('timeRows', 10_000));
    }
    expect((await tab.run('state')).rows).toHaveLength(10_000);
    await tab.run('open', userId);
    const edits = await tab.run('timeEdits', 200);
    const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    console.log(
      `10,000 rows: write ${median(times.map(({ write }) => write)).toFixed(0)} ms, ` +
        `load ${median(times.map(({ load }) => load)).toFixed(0)} ms; durable edit: median ${median(edits).toFixed(1)} ms, ` +
        `p95 ${(edits[Math.floor(edits.length * 0.95)] ?? 0).toFixed(1)} ms`,
    );
  });
});
