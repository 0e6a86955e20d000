import { randomUUID } from 'node:crypto';
import { createClient } from '@supabase/supabase-js';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { WebSocket } from 'ws';
import { Device } from '../tests/e2e/support/device.ts';
import { startServer } from '../tests/e2e/support/server.ts';
import { pushRequests } from './seed.ts';
import { recordTasks } from './tasks.ts';

const SONGS = 2_000;
const MANY_SONGS = 10_000;
/** A phone of the middle class against this machine, as Lighthouse reckons. */
const PHONE_SLOWDOWN = 4;

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/** What the page notes about itself from its first moment on; times in milliseconds since the navigation. */
interface Notes {
  lcp: number;
  shift: number;
  firstRow: number | null;
  /** How long each interaction took until the next picture. */
  events: { readonly name: string; readonly duration: number }[];
}

function takeNotes(): void {
  const notes: Notes = { lcp: 0, shift: 0, firstRow: null, events: [] };
  Object.assign(window, { notes });
  const observe = (type: string, each: (entry: PerformanceEntry & Record<string, number>) => void, more = {}) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) each(entry as never);
    }).observe({ type, buffered: true, ...more });
  observe('largest-contentful-paint', (entry) => {
    notes.lcp = entry.startTime;
  });
  observe('layout-shift', (entry) => {
    if (!entry.hadRecentInput) notes.shift += entry.value ?? 0;
  });
  observe('event', (entry) => notes.events.push({ name: entry.name, duration: entry.duration }), {
    durationThreshold: 16,
  });
  const rows = new MutationObserver(() => {
    if (document.querySelector('[data-record^="songs/"]') === null) return;
    rows.disconnect();
    // Drawn, and the main thread free again: now it can be used.
    requestAnimationFrame(() =>
      setTimeout(() => {
        notes.firstRow = performance.now();
      }),
    );
  });
  rows.observe(document, { childList: true, subtree: true });
}

/** From the page's first moment. What runs the bench marks functions by name with a helper that pages do not have. */
async function withNotes(context: BrowserContext): Promise<void> {
  await context.addInitScript('globalThis.__name = (value) => value');
  await context.addInitScript(takeNotes);
}

const notesOf = (page: Page) => page.evaluate(() => (window as unknown as { notes: Notes }).notes);

/** Somebody with a band of that many songs, as the storage of a browser that is signed in. */
async function seeded(url: string, songs: number): Promise<State> {
  const client = createClient(url, 'sb_publishable_local', {
    auth: { persistSession: false },
    realtime: { transport: WebSocket as never },
  });
  const email = `app-${randomUUID()}@example.org`;
  const signUp = { email, password: 'benches-loud-9', options: { data: { name: 'Bench' } } };
  const { data, error } = await client.auth.signUp(signUp);
  if (error || data.session === null) throw error ?? new Error('Signing up gave no session');
  const made = await client.rpc('create_band', { request: { name: `${songs} songs` } });
  if (made.error) throw new Error(made.error.message);
  const band = String(made.data.id);
  for (const request of pushRequests(band, songs)) {
    const pushed = await client.rpc('sync_push', { request });
    if (pushed.error) throw new Error(pushed.error.message);
  }
  const identity = { userId: data.session.user.id, email, name: 'Bench' };
  const localStorage = [
    { name: 'rockon-session', value: JSON.stringify(data.session) },
    { name: 'rockon.identity', value: JSON.stringify(identity) },
    { name: 'rockon.band', value: band },
  ];
  return { cookies: [], origins: [{ origin: new URL(url).origin, localStorage }] };
}

async function openSongs(context: BrowserContext, slowdown: number): Promise<Page> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto('/songs');
  await page.locator('[data-record^="songs/"]').first().waitFor();
  await page.locator('[data-connection="connected"]').first().waitFor();
  await page.locator(`[role="table"][aria-rowcount="${SONGS + 1}"]`).waitFor();
  return page;
}

async function typeInSearch(page: Page): Promise<void> {
  await page.getByRole('searchbox').click();
  await page.keyboard.type('song 01', { delay: 120 });
}

/** What a phone of the middle class shows: the web vitals of a first visit and of a few things that people do. */
async function onAPhone(browser: Browser, state: State, url: string) {
  const context = await browser.newContext({ storageState: state, baseURL: url });
  await withNotes(context);
  const page = await openSongs(context, PHONE_SLOWDOWN);
  await typeInSearch(page);
  await page.getByRole('link', { name: 'Song 00100', exact: true }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.goBack();
  await page.locator('[data-record^="songs/"]').first().waitFor();
  const { lcp, shift, events } = await notesOf(page);
  await context.close();
  return { lcp, shift, inp: Math.max(0, ...events.map(({ duration }) => duration)) };
}

/** The app as it opens from the device alone, and how quick it is in the hand, on this machine as it is. */
async function onADesk(browser: Browser, state: State, url: string) {
  const context = await browser.newContext({ storageState: state, baseURL: url });
  await withNotes(context);
  const page = await openSongs(context, 1);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await typeInSearch(page);
  const keys = (await notesOf(page)).events
    .filter(({ name }) => name.startsWith('key'))
    .map(({ duration }) => duration);

  await context.setOffline(true);
  await page.goto('/songs');
  await page.waitForFunction(() => (window as unknown as { notes: Notes }).notes.firstRow !== null);
  const interactive = (await notesOf(page)).firstRow ?? Number.NaN;
  // A device in use: the list is complete, and the app has fetched what it fetches ahead.
  await page.locator(`[role="table"][aria-rowcount="${SONGS + 1}"]`).waitFor();
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => /setlists-page/.test(name)),
  );
  const route = await page.evaluate(async () => {
    const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const link = [...document.querySelectorAll('a')].find(({ textContent }) => textContent === 'Setlists');
    const from = performance.now();
    link?.click();
    while (document.querySelector('h1')?.textContent !== 'Setlists') await drawn();
    return performance.now() - from;
  });
  await context.close();
  return { keys, interactive, route };
}

/** Two devices of one person with 2,000 songs: from Save to the row on the other one, and from the network's return to saved. */
async function onTwoDevices(browser: Browser, state: State, url: string, round: number) {
  const contexts = [
    await browser.newContext({ storageState: state, baseURL: url }),
    await browser.newContext({ storageState: state, baseURL: url }),
  ] as const;
  const [author, reader] = [
    new Device('author', await openSongs(contexts[0], 1), url),
    new Device('reader', await openSongs(contexts[1], 1), url),
  ];
  const title = `A song ${round}`;
  await author.button('Add song').click();
  await author.field('Title').fill(title);
  const saved = performance.now();
  await Promise.all([reader.row(title).waitFor(), author.button('Save').click()]);
  const arrival = performance.now() - saved;

  const offline = [1, 2, 3].map((song) => `A song ${round} from the basement, ${song}`);
  await author.setOffline(true);
  await author.connection('offline').waitFor();
  for (const each of offline) await author.addSong(each);
  for (const each of offline) await author.icon(each, 'pending').waitFor();
  const returned = performance.now();
  await author.setOffline(false);
  await Promise.all(offline.map((each) => author.icon(each, 'synced').waitFor()));
  const back = performance.now() - returned;
  await Promise.all(contexts.map((context) => context.close()));
  return { arrival, back };
}

/** Processor time of the longest task while a new device gets 10,000 songs and scrolls through them. */
async function withManySongs(browser: Browser, state: State, url: string): Promise<number> {
  const context = await browser.newContext({ storageState: state, baseURL: url });
  await withNotes(context);
  const device = new Device('tablet', await context.newPage(), url);
  const tasks = await recordTasks(browser, device.page);
  await device.page.goto('/songs');
  await device.songCount(MANY_SONGS).waitFor();
  await device.scrollToEnd();
  await device.row(`Song 0${MANY_SONGS - 1}`).waitFor();
  const measured = await tasks();
  await context.close();
  if (measured.length < 100) throw new Error(`Only ${measured.length} tasks were recorded: the trace is broken`);
  return Math.max(...measured);
}

/** The built app with 2,000 songs in Chromium, against what `npm start` serves. */
export async function measureApp(repeat: number) {
  const server = await startServer();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  const samples = {
    appLcp: [] as number[],
    appInp: [] as number[],
    appShift: [] as number[],
    appKeystroke: [] as number[],
    appOffline: [] as number[],
    appRoute: [] as number[],
    appArrival: [] as number[],
    appBack: [] as number[],
    appLongestTask: [] as number[],
  };
  try {
    const state = await seeded(server.url, SONGS);
    const many = await seeded(server.url, MANY_SONGS);
    const shared = await seeded(server.url, SONGS);
    for (let index = 0; index < repeat; index += 1) {
      const phone = await onAPhone(browser, state, server.url);
      samples.appLcp.push(phone.lcp);
      samples.appInp.push(phone.inp);
      samples.appShift.push(phone.shift);
      const desk = await onADesk(browser, state, server.url);
      // Keys whose picture came within a frame are not told of: 16 ms stands for them.
      samples.appKeystroke.push(...(desk.keys.length > 0 ? desk.keys : [16]));
      samples.appOffline.push(desk.interactive);
      samples.appRoute.push(desk.route);
      const { arrival, back } = await onTwoDevices(browser, shared, server.url, index);
      samples.appArrival.push(arrival);
      samples.appBack.push(back);
      samples.appLongestTask.push(await withManySongs(browser, many, server.url));
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  return samples;
}
