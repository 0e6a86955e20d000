import { randomUUID } from 'node:crypto';
import type { Locator } from 'playwright-core';
import type { Device } from './device.ts';

type Act = (device: Device) => Promise<unknown>;

/** Something that opens over a page or in it. */
interface Part {
  readonly name: string;
  readonly show: Act;
  /** How to close it; Escape by default. */
  readonly hide?: Act;
}

interface Place {
  readonly path: string;
  /** A heading that only this page has. */
  readonly heading: string | RegExp;
  readonly parts?: readonly Part[];
}

/** Ids of a band's records, for the URLs of their pages. */
export interface Ids {
  readonly song: string;
  readonly setlist: string;
  readonly show: string;
  readonly practice: string;
}

/** Navigates within the app like a link, without loading the page again. */
export async function goTo(device: Device, path: string): Promise<void> {
  await device.page.evaluate((to) => {
    const state = { key: crypto.randomUUID(), idx: (history.state?.idx ?? 0) + 1 };
    history.pushState(state, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state }));
  }, path);
}

const OVERLAYS = '[role="dialog"], [role="alertdialog"], [role="menu"]';

const inSight = (found: Locator): Locator => found.locator('visible=true').first();

const overlay = (device: Device): Locator => inSight(device.page.locator(OVERLAYS));

const inMain = (device: Device, name: string | RegExp): Locator =>
  inSight(device.page.locator('main').getByRole('button', { name, exact: true }));

/** Presses buttons in order; the last one opens something over the page. */
const press =
  (...names: readonly (string | RegExp)[]): Act =>
  async (device) => {
    for (const name of names) await inMain(device, name).click();
    await overlay(device).waitFor();
  };

const choose =
  (menu: string | RegExp, entry: string): Act =>
  async (device) => {
    await press(menu)(device);
    await device.page.getByRole('menuitem', { name: entry, exact: true }).click();
    await inSight(device.page.getByRole('dialog')).waitFor();
  };

const key =
  (typed: string): Act =>
  async (device) => {
    await device.page.keyboard.press(typed);
    await overlay(device).waitFor();
  };

const pressEscape: Act = async (device) => {
  await device.page.keyboard.press('Escape');
  await overlay(device).waitFor({ state: 'detached' });
};

const bulk = (button: string): Part => ({
  name: button,
  async show(device) {
    const select = inMain(device, 'Select');
    if ((await select.count()) > 0) await select.click();
    await inSight(device.page.getByRole('checkbox', { name: /^Select / })).click();
    await press(button)(device);
  },
  async hide(device) {
    await pressEscape(device);
    await device.page.keyboard.press('Escape');
    await device.page.getByRole('region', { name: 'Selected songs' }).waitFor({ state: 'detached' });
  },
});

/** Every page of the demo band, and what opens there. */
const placesOf = ({ song, setlist, show, practice }: Ids): readonly Place[] => [
  {
    path: '/',
    heading: /^(Good|Still up)/,
    parts: [
      { name: 'search and commands', show: key('Control+k') },
      { name: 'keyboard shortcuts', show: key('?') },
      {
        name: 'sync center',
        async show(device) {
          await device.connection().click();
          await device.page.getByRole('dialog', { name: 'Sync' }).waitFor();
        },
      },
      {
        name: 'bands',
        async show(device) {
          await inSight(device.page.getByRole('button', { name: /The Night Lorries/ })).click();
          await overlay(device).waitFor();
        },
      },
    ],
  },
  {
    path: '/songs',
    heading: 'Songs',
    parts: [
      { name: 'song form', show: press('Add song') },
      { name: 'menu of a song', show: press('More') },
      { name: 'menu of import and export', show: press('Import and export') },
      {
        name: 'paste a list',
        async show(device) {
          await choose('Import and export', 'Paste a list')(device);
          await device.field('List').fill('Africa - Toto\nNew one - Somebody');
          await device.page.getByRole('region', { name: 'Preview' }).waitFor();
        },
        async hide(device) {
          // With text in the form, Escape asks first.
          await device.field('List').fill('');
          await pressEscape(device);
        },
      },
      bulk('Edit'),
      bulk('Tags'),
      bulk('Add to setlist'),
    ],
  },
  {
    path: `/songs/${song}`,
    heading: 'Creep',
    parts: [
      { name: 'song form with values', show: press('Edit') },
      { name: 'two versions', show: press('Resolve') },
    ],
  },
  { path: '/setlists', heading: 'Setlists', parts: [{ name: 'setlist form', show: press('Add setlist') }] },
  {
    path: `/setlists/${setlist}`,
    heading: 'Two sets and an encore',
    parts: [
      {
        name: 'songs to add',
        async show(device) {
          await inMain(device, 'Add songs').click();
          await device.page.getByRole('list', { name: 'Songs to add' }).waitFor();
        },
        async hide(device) {
          await inSight(device.button('Close')).click();
          await device.page.getByRole('list', { name: 'Songs to add' }).waitFor({ state: 'detached' });
        },
      },
      { name: 'menu of an item', show: press(/^Actions for Creep/) },
      { name: 'moves of an item', show: press(/^Move Creep/) },
      { name: 'item of a set', show: choose(/^Actions for Creep/, 'Edit in this setlist') },
      { name: 'copy for a show', show: choose('More', 'Copy for a show…') },
    ],
  },
  { path: `/setlists/${setlist}/print`, heading: 'Two sets and an encore' },
  { path: '/shows', heading: 'Shows', parts: [{ name: 'show form', show: press('Add show') }] },
  {
    path: `/shows/${show}`,
    heading: 'A night at the Old Depot',
    parts: [
      { name: 'menu of a show', show: press('More') },
      { name: 'contact form', show: press('Add contact') },
    ],
  },
  { path: '/practices', heading: 'Practices', parts: [{ name: 'practice form', show: press('Add practice') }] },
  {
    path: `/practices/${practice}`,
    heading: 'Practice before the Old Depot show',
    parts: [
      { name: 'menu of an objective', show: press(/^Actions for Tight endings/) },
      { name: 'songs of a setlist', show: press('Add songs from a setlist') },
    ],
  },
  {
    path: '/members',
    heading: 'Members',
    parts: [
      { name: 'menu of a member', show: press('More') },
      {
        name: 'invitation',
        async show(device) {
          await inMain(device, 'Invite').click();
          await device.page.locator('[data-invite-code]').first().waitFor();
        },
        hide: (device) => device.button('Close').click(),
      },
    ],
  },
  {
    path: '/settings',
    heading: 'Settings',
    parts: [
      { name: 'leaving', show: press('Leave band') },
      { name: 'deleting the band', show: press('Delete band') },
    ],
  },
  { path: '/activity', heading: 'Activity' },
  { path: '/trash', heading: 'Trash' },
  {
    path: '/transfer',
    heading: 'Import and export',
    parts: [
      {
        name: 'what an import would do',
        async show(device) {
          const buffer = Buffer.from('Song;Interpret;Tempo;Who\nCreep;Radiohead;100;x\nNew;Somebody;;\nBad;;fast;\n');
          await device.page
            .getByLabel('File to import')
            .setInputFiles({ name: 'set.csv', mimeType: 'text/csv', buffer });
          await device.page.getByRole('region', { name: 'Import preview' }).waitFor();
        },
        hide: async () => undefined,
      },
    ],
  },
  { path: '/bands/new', heading: 'Create or join a band' },
  { path: `/songs/${randomUUID()}`, heading: 'Song not found' },
  { path: '/nowhere', heading: 'Page not found' },
];

export interface Screen {
  readonly name: string;
  /** Selector of what has just opened, if the page around it has been shown already. */
  readonly part?: string;
}

/** Opens one screen after another, each page followed by what opens on it, and yields each while it is shown. */
export async function* screensOf(device: Device, ids: Ids): AsyncGenerator<Screen> {
  for (const { path, heading, parts = [] } of placesOf(ids)) {
    await goTo(device, path);
    await device.page.waitForFunction((to) => window.location.pathname === to, path);
    await device.page.locator('main').getByRole('heading', { name: heading }).first().waitFor();
    const place = path.replace(/[\da-f-]{36}/, ':id');
    yield { name: place };
    for (const { name, show, hide = pressEscape } of parts) {
      try {
        await show(device);
        const over = (await overlay(device).count()) > 0;
        yield { name: `${place}, ${name}`, ...(over && { part: OVERLAYS }) };
        await hide(device);
      } catch (cause) {
        throw new Error(`At ${place}, ${name}`, { cause });
      }
    }
  }
}

/** The same for signed-out screens. */
export async function* screensBeforeSigningIn(device: Device): AsyncGenerator<Screen> {
  await device.page.goto('/sign-in');
  // Wait for something that only the next page has, because the previous one is shown until it is loaded.
  for (const [path, button] of [
    ['/sign-in', 'Sign in'],
    ['/sign-up', 'Create account'],
    ['/forgot-password', 'Send reset email'],
    ['/join/ABCD-EFGH', 'Create account'],
  ] as const) {
    await goTo(device, path);
    await device.button(button).waitFor();
    yield { name: path };
  }
}
