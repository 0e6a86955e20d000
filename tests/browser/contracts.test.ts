import { leaderLockContract, localRepositoryContract, tabChannelContract } from '@rockon/sync/testing';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, newDevice, newTab, type Tab } from './support/chromium.ts';

let browser: Browser;
let device: BrowserContext;
let tab: Tab;

beforeAll(async () => {
  browser = await launchChromium();
  device = await newDevice(browser);
  tab = await newTab(device);
});
afterAll(() => browser.close());

/** The cases run in the page; this file reports each under its title. */
const titlesOf = (suite: (define: (title: string) => void) => void): readonly string[] => {
  const titles: string[] = [];
  suite((title) => titles.push(title));
  return titles;
};

describe.each([
  ['local repository', titlesOf(localRepositoryContract)],
  ['leader lock', titlesOf(leaderLockContract)],
  ['tab channel', titlesOf(tabChannelContract)],
])('Chromium keeps the contract: %s', (suite, titles) => {
  test('the page runs the cases that are reported here', async () => {
    expect(await tab.run('titles', suite)).toEqual(titles);
  });

  test.each(titles)('%s', async (title) => {
    expect(await tab.run('runCase', suite, title)).toBeNull();
  });
});
