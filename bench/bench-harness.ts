import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type {} from './page/device.ts';

export interface Account {
  readonly email: string;
  readonly password: string;
}

/** A browser process of its own with one page. */
export interface BenchDevice {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Another tab of the same device, with the engine open. */
  tab(): Promise<Page>;
  close(): Promise<void>;
}

export interface World {
  readonly url: string;
  readonly databaseUrl: string;
  /** Starts a new browser process, signs up a new account, and opens the engine. */
  newcomer(name: string): Promise<BenchDevice & { account: Account }>;
  device(account: Account, options?: { open: boolean }): Promise<BenchDevice>;
  end(): Promise<void>;
}

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

export async function openWorld(): Promise<World> {
  const webRoot = await mkdtemp(join(tmpdir(), 'rockon-bench-page-'));
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  await build({
    entryPoints: [here('./page/device.ts')],
    outfile: join(webRoot, 'device.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  await copyFile(here('./page/index.html'), join(webRoot, 'index.html'));

  const stack = fork(here('./stack.ts'), [webRoot], { execArgv: ['--import', 'tsx'] });
  const [{ url, databaseUrl }] = (await Promise.race([
    once(stack, 'message'),
    once(stack, 'exit').then(() => Promise.reject(new Error('The stack did not start; see its output above'))),
  ])) as [{ url: string; databaseUrl: string }];

  const open: Browser[] = [];
  const launch = async (): Promise<BenchDevice> => {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: flags,
    });
    open.push(browser);
    const context = await browser.newContext();
    const openPage = async () => {
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error(`page: ${error.message}`));
      await page.goto(`${url}/`);
      await page.waitForFunction(() => window.bench !== undefined);
      return page;
    };
    const tab = async () => {
      const page = await openPage();
      await page.evaluate(() => window.bench.open());
      return page;
    };
    return { page: await openPage(), context, tab, close: () => browser.close() };
  };

  return {
    url,
    databaseUrl,
    async newcomer(name) {
      const account = { email: `${name}-${randomUUID()}@example.org`, password: `${name}-benches-loud-9` };
      const made = await launch();
      await made.page.evaluate(
        async ([who, { email, password }]) => {
          await window.bench.signUp(who, email, password);
          await window.bench.open();
          await window.bench.settled();
        },
        [name, account] as const,
      );
      return { ...made, account };
    },
    async device(account, options = { open: true }) {
      const made = await launch();
      await made.page.evaluate(
        async ([{ email, password }, start]) => {
          await window.bench.signIn(email, password);
          if (start) await window.bench.open();
        },
        [account, options.open] as const,
      );
      return made;
    },
    async end() {
      await Promise.all(open.map((browser) => browser.close()));
      const gone = once(stack, 'exit');
      stack.disconnect();
      await gone;
      await rm(webRoot, { recursive: true, force: true });
    },
  };
}
