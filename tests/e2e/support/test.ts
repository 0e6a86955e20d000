import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import { test as base, inject } from 'vitest';
import { PATIENCE_MS } from '../../support/patience.ts';
import { Device } from './device.ts';
import { buildWithSettings, type Settings } from './settings.ts';

const results = fileURLToPath(new URL('../../../test-results/', import.meta.url));

const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface DeviceOptions extends Omit<BrowserContextOptions, 'serviceWorkers' | 'storageState'> {
  /** A server other than the shared one. */
  readonly url?: string;
  /** Serve the app as if built with these settings. */
  readonly settings?: Settings;
  /** Let a service worker cache the app, as in production. Off in tests that stay online, because it downloads the whole app for each device. */
  readonly keepsApp?: boolean;
  /** Local storage from an earlier visit, by key. */
  readonly remembers?: Readonly<Record<string, string>>;
}

/** Opens a browser profile that shares only the server with other devices. */
export type OpenDevice = (name: string, options?: DeviceOptions) => Promise<Device>;

const slug = (text: string): string => text.replace(/[^\w]+/g, '-').slice(0, 80);

declare module 'vitest' {
  interface TaskMeta {
    /** Files of a failed test, relative to the root; `npm test` lists them. */
    evidence?: string[];
  }
}

/** Returns the files. */
async function keepEvidence(testName: string, device: Device): Promise<string[]> {
  mkdirSync(results, { recursive: true });
  const name = `${slug(testName)}.${slug(device.name)}`;
  writeFileSync(`${results}${name}.log`, device.console.join('\n'));
  const pictured = await device.page.screenshot({ path: `${results}${name}.png` }).then(
    () => true,
    // The page may have crashed.
    () => false,
  );
  return [`${name}.log`, ...(pictured ? [`${name}.png`] : [])].map((file) => `test-results/${file}`);
}

/** Like `storageState`, but without the page that Playwright opens and loads for it. */
function rememberOnce(entries: Readonly<Record<string, string>>): void {
  const done = 'test.remembered';
  if (!window.location.protocol.startsWith('http') || window.localStorage.getItem(done) !== null) return;
  for (const [key, value] of Object.entries({ ...entries, [done]: '' })) window.localStorage.setItem(key, value);
}

/** `device(name)` opens a browser profile. All are closed after the test, with a screenshot of each if it failed. */
export const test = base.extend<{ browser: Browser; device: OpenDevice }>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from this pattern: none
    async ({}, use) => {
      const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
        args: chromiumFlags,
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  device: async ({ browser, task }, use) => {
    const opened: Device[] = [];
    await use(async (name, { url = inject('serverUrl'), settings, keepsApp = false, remembers, ...options } = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        // Clicks wait for animations, which took a tenth of the time. preferences.test.ts tests motion.
        reducedMotion: 'reduce',
        ...options,
        serviceWorkers: keepsApp ? 'allow' : 'block',
        baseURL: url,
      });
      context.setDefaultTimeout(PATIENCE_MS);
      if (remembers) await context.addInitScript(rememberOnce, remembers);
      if (settings) await buildWithSettings(context, settings);
      // With a color scheme the person follows the system; without one the app is dark.
      if (options.colorScheme) await context.addInitScript(() => localStorage.setItem('rockon.theme', 'system'));
      const device = new Device(name, await context.newPage(), url, keepsApp);
      opened.push(device);
      return device;
    });
    const failed = task.result?.state === 'fail' || (task.result?.errors ?? []).length > 0;
    for (const device of opened) {
      if (failed) task.meta.evidence = [...(task.meta.evidence ?? []), ...(await keepEvidence(task.name, device))];
      await device.page.context().close();
    }
  },
});
