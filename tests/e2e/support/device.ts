import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** A person with an address that no other test uses. */
export function somebody(name: string): Person {
  return { name, email: `${name.toLowerCase()}-${randomUUID()}@example.org`, password: `${name}-plays-loud-9` };
}

/** A browser profile, driven by accessible names. */
export class Device {
  readonly console: string[] = [];

  constructor(
    readonly name: string,
    readonly page: Page,
    readonly url: string,
    /** Whether a service worker caches the app. */
    readonly keepsApp = false,
  ) {
    page.on('console', (message) => this.console.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.console.push(`page error: ${error.stack ?? error.message}`));
    page.on('requestfailed', (request) => this.console.push(`request failed: ${request.method()} ${request.url()}`));
  }

  /** The same profile, driven through another tab. */
  in(page: Page): Device {
    return new Device(this.name, page, this.url, this.keepsApp);
  }

  /** Goes offline or online. Waits for the service worker first, because offline use needs the cached app. */
  async setOffline(offline: boolean): Promise<void> {
    if (offline && this.keepsApp) await this.serviceWorkerReady();
    await this.page.context().setOffline(offline);
  }

  /** Waits until the service worker controls the page; from then on every page opens offline. */
  async serviceWorkerReady(): Promise<void> {
    if (!this.keepsApp) throw new Error(`${this.name} does not cache the app: open it with keepsApp`);
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  }

  // People and bands

  async signUp(person: Person): Promise<void> {
    await this.page.goto('/sign-in');
    await this.page.getByRole('link', { name: 'Create an account' }).click();
    await this.field('Name').fill(person.name);
    await this.field('Email').fill(person.email);
    await this.field('Password').fill(person.password);
    await this.button('Create account').click();
    await this.page
      .getByRole('button', { name: /^(Create a band|Add song)$/ })
      .first()
      .waitFor();
  }

  async signIn(person: Person): Promise<void> {
    await this.page.goto('/sign-in');
    await this.field('Email').fill(person.email);
    await this.field('Password').fill(person.password);
    await this.button('Sign in').click();
    await this.page
      .getByRole('button', { name: /^(Create a band|Add song)$/ })
      .or(this.link('Songs'))
      .first()
      .waitFor();
  }

  async createBand(name: string): Promise<void> {
    await this.button('Create a band').click();
    await this.field('Band name').fill(name);
    await this.button('Create band').click();
    await this.link('Songs').waitFor();
  }

  /** Returns the code. */
  async invite(): Promise<string> {
    await this.link('Members').click();
    await this.button('Invite').click();
    const code = await this.page.locator('[data-invite-code]').first().getAttribute('data-invite-code');
    if (!code) throw new Error('The invite shows no code');
    return code;
  }

  async join(code: string): Promise<void> {
    await this.button('Join a band').click();
    await this.field('Invite code').fill(code);
    await this.button('Join band').click();
    await this.link('Songs').waitFor();
  }

  // Songs

  async openSongs(): Promise<void> {
    await this.link('Songs').click();
    await this.button('Add song').waitFor();
  }

  /** Fills the form and presses Save; `more` has further fields by label. */
  async addSong(title: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.button('Add song').click();
    await this.field('Title').fill(title);
    for (const [label, value] of Object.entries(more)) await this.field(label).fill(value);
    await this.button('Save').click();
  }

  row(title: string): Locator {
    return this.page.locator('[data-record^="songs/"]').filter({ has: this.page.getByText(title, { exact: true }) });
  }

  /** The sync icon of a row, optionally with this status. */
  icon(title: string, status?: string): Locator {
    return this.row(title).locator(status ? `[data-sync-status="${status}"]` : '[data-sync-status]');
  }

  async status(title: string): Promise<string | null> {
    return await this.icon(title).first().getAttribute('data-sync-status');
  }

  /** Pastes many songs into the dialog of an empty band; `confirm` adds them and resolves when the device has stored them. */
  async typeSongList(titles: readonly string[]): Promise<{ confirm: () => Promise<void> }> {
    await this.page.getByRole('button', { name: /Paste a list/ }).click();
    await this.field('List').fill(titles.join('\n'));
    return {
      confirm: async () => {
        await this.button(titles.length === 1 ? 'Add 1 song' : `Add ${titles.length} songs`).click();
        await this.field('List').waitFor({ state: 'detached' });
      },
    };
  }

  /** The list by its row count, which includes the header. Rows outside the view are not rendered. */
  songCount(count: number): Locator {
    return this.page.locator(`[role="table"][aria-rowcount="${count + 1}"]`);
  }

  /** Every title of the list from top to bottom, scrolling through it. */
  async allTitles(): Promise<string[]> {
    return await this.page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const titles = new Map<string, string>();
      const step = window.innerHeight / 2;
      window.scrollTo(0, 0);
      for (let top = 0; ; top += step) {
        window.scrollTo(0, top);
        // The list renders new rows one frame after the scroll.
        await frame();
        await frame();
        for (const row of document.querySelectorAll('[data-record^="songs/"]')) {
          titles.set(String(row.getAttribute('data-record')), row.querySelector('a')?.textContent ?? '');
        }
        if (top > document.documentElement.scrollHeight) break;
      }
      return [...titles.values()].sort();
    });
  }

  /** Scrolls through the whole list in steps, as a person would. */
  async scrollToEnd(): Promise<void> {
    await this.page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const page = document.documentElement;
      const steps = 120;
      for (let step = 1; step <= steps; step += 1) {
        window.scrollTo(0, (page.scrollHeight * step) / steps);
        await frame();
      }
      // Rows are measured as they come into view, so the end moves a little while scrolling.
      while (window.scrollY + window.innerHeight < page.scrollHeight - 1) {
        window.scrollTo(0, page.scrollHeight);
        await frame();
      }
    });
  }

  async fillLink(url: string): Promise<void> {
    await this.field('Links').fill(url);
  }

  // Sync state

  connectionWith(pending: string): Locator {
    return this.page.locator(`[data-pending-count="${pending}"]`).first();
  }

  /** Everything in IndexedDB, as one string. */
  async storedText(): Promise<string> {
    return await this.page.evaluate(async () => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const parts: string[] = [];
      for (const { name } of await indexedDB.databases()) {
        if (!name) continue;
        const database = await done(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
          const rows = await done(database.transaction(store).objectStore(store).getAll());
          parts.push(JSON.stringify(rows));
        }
        database.close();
      }
      return parts.join('\n');
    });
  }

  /** The accessible description of a field. */
  async describedBy(field: Locator): Promise<string> {
    return await field.first().evaluate((element) =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' '),
    );
  }

  async signOut(): Promise<void> {
    await this.link('Settings').click();
    await this.button('Sign out').click();
    await this.button('Sign in').waitFor();
  }

  connection(kind?: string): Locator {
    return this.page
      .locator(kind ? `[data-connection="${kind}"]` : '[data-connection]')
      .locator('visible=true')
      .first();
  }

  toast(text: string | RegExp): Locator {
    return this.page.getByRole('region', { name: /Notifications/ }).getByText(text);
  }

  // Elements by accessible name

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  link(name: string): Locator {
    return this.page.getByRole('link', { name, exact: true }).locator('visible=true').first();
  }
}
