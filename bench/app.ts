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
/** How much slower a mid-range phone is than this machine; the same factor as Lighthouse. */
const PHONE_SLOWDOWN = 4;

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/** What the page records about itself from navigation on. Times are milliseconds since the navigation. */
interface PageRecord {
  lcp: number;
  shift: number;
  firstRow: number | null;
  /** How long each interaction took until the next paint. */
  events: { readonly name: string; readonly duration: number }[];
}

function recordPage(): void {
  const record: PageRecord = { lcp: 0, shift: 0, firstRow: null, events: [] };
  Object.assign(window, { record });
  const observe = (type: string, each: (entry: PerformanceEntry & Record<string, number>) => void, more = {}) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) each(entry as never);
    }).observe({ type, buffered: true, ...more });
  observe('largest-contentful-paint', (entry) => {
    record.lcp = entry.startTime;
  });
  observe('layout-shift', (entry) => {
    if (!entry.hadRecentInput) record.shift += entry.value ?? 0;
  });
  observe('event', (entry) => record.events.push({ name: entry.name, duration: entry.duration }), {
    durationThreshold: 16,
  });
  const rows = new MutationObserver(() => {
    if (document.querySelector('[data-record^="songs/"]') === null) return;
    rows.disconnect();
    // The row is painted and the main thread is free again, so the list is usable.
    requestAnimationFrame(() =>
      setTimeout(() => {
        record.firstRow = performance.now();
      }),
    );
  });
  rows.observe(document, { childList: true, subtree: true });
}

/** Starts recording at navigation. tsx wraps functions in a `__name` helper, which does not exist in the page. */
async function withRecord(context: BrowserContext): Promise<void> {
  await context.addInitScript('globalThis.__name = (value) => value');
  await context.addInitScript(recordPage);
}

const recordOf = (page: Page) => page.evaluate(() => (window as unknown as { record: PageRecord }).record);

/** The storage of a signed-in browser, for an account with a band of that many songs. */
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

/** On a mid-range phone: web vitals of a first visit and of a few common interactions. */
async function onAPhone(browser: Browser, state: State, url: string) {
  const context = await browser.newContext({ storageState: state, baseURL: url });
  await withRecord(context);
  const page = await openSongs(context, PHONE_SLOWDOWN);
  await typeInSearch(page);
  await page.getByRole('link', { name: 'Song 00100', exact: true }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.goBack();
  await page.locator('[data-record^="songs/"]').first().waitFor();
  const { lcp, shift, events } = await recordOf(page);
  await context.close();
  return { lcp, shift, inp: Math.max(0, ...events.map(({ duration }) => duration)) };
}

/** At this machine's full speed: opening the app offline, and the latency of common interactions. */
async function onADesk(browser: Browser, state: State, url: string) {
  const context = await browser.newContext({ storageState: state, baseURL: url });
  await withRecord(context);
  const page = await openSongs(context, 1);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await typeInSearch(page);
  const keys = (await recordOf(page)).events
    .filter(({ name }) => name.startsWith('key'))
    .map(({ duration }) => duration);

  await context.setOffline(true);
  await page.goto('/songs');
  await page.waitForFunction(() => (window as unknown as { record: PageRecord }).record.firstRow !== null);
  const interactive = (await recordOf(page)).firstRow ?? Number.NaN;
  // Wait until the list is complete and the app has prefetched its pages, as on a device in use.
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

/** Two devices of one person with 2,000 songs: from Save to the row on the other device, and from coming online to saved. */
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

/** CPU time of the longest task while a new device downloads 10,000 songs and scrolls through them. */
async function withManySongs(browser: Browser, state: State, url: string): Promise<number> {
  const context = await browser.newContext({ storageState: state, baseURL: url });
  await withRecord(context);
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
      // The browser reports no event that painted within a frame; count those as 16 ms.
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
