import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import type { Commands } from '../page/commands.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** There is no server: requests are answered from memory. https, because Web Locks require it. */
export const ORIGIN = 'https://rockon.test';

/** Like a laptop's address opened on a phone in the same network: without https there are no Web Locks. */
export const PLAIN_ORIGIN = 'http://rockon.test';

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: FLAGS });
}

let script: Promise<string> | null = null;

/** The page's code, bundled once per test file. */
function pageScript(): Promise<string> {
  script ??= build({
    entryPoints: [fileURLToPath(new URL('../page/commands.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2023',
    logLevel: 'error',
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '');
  return script;
}

/** One device: its tabs share storage and locks. */
export async function newDevice(browser: Browser): Promise<BrowserContext> {
  const body = await pageScript();
  const context = await browser.newContext();
  await context.route('**/*', (route) =>
    route.request().url().endsWith('/tab.js')
      ? route.fulfill({ contentType: 'text/javascript', body })
      : route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><title>tab</title><script src="/tab.js"></script>',
        }),
  );
  return context;
}

export interface Tab {
  readonly page: Page;
  /** Runs a command of the page. */
  run<Name extends keyof Commands>(
    name: Name,
    ...args: Parameters<Commands[Name]>
  ): Promise<Awaited<ReturnType<Commands[Name]>>>;
  devtools(): Promise<CDPSession>;
}

export async function newTab(device: BrowserContext, origin = ORIGIN): Promise<Tab> {
  const page = await device.newPage();
  await page.goto(origin);
  return {
    page,
    run: (name, ...args) =>
      page.evaluate(
        ([command, parameters]) => {
          const { tab } = globalThis as unknown as { tab: Record<string, (...values: unknown[]) => unknown> };
          return tab[command]?.(...parameters) as never;
        },
        [name, args] as [string, unknown[]],
      ),
    devtools: () => device.newCDPSession(page),
  };
}
