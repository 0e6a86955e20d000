import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright-core';

/** Settings of a build by the names in `.env.example`. */
export type Settings = Readonly<Record<`VITE_${string}`, string>>;

const assets = fileURLToPath(new URL('../../../apps/web/dist/assets/', import.meta.url));
/** Vite writes the settings of a build into it as one object, in one place; this is its end where none is set. */
const END_OF_SETTINGS = 'SSR:!1}';

/**
 * Gives the pages of a browser profile the production build as it would be with other settings: the same bytes, but for
 * the object that holds them. A build for each of several settings would take longer than all that is tested with it.
 */
export async function buildWithSettings(context: BrowserContext, settings: Settings): Promise<void> {
  const entry = readdirSync(assets).find((file) => /^index-.+\.js$/.test(file));
  if (entry === undefined) throw new Error(`There is no built app in ${assets}`);
  await context.route(`**/assets/${entry}`, async (route) => {
    const response = await route.fetch();
    const [before, after, ...more] = (await response.text()).split(END_OF_SETTINGS);
    if (before === undefined || after === undefined || more.length > 0)
      throw new Error(`${entry} does not hold its settings in one place any more: look for SSR in it`);
    const said = Object.entries(settings).map(([name, value]) => `,${name}:${JSON.stringify(value)}`);
    await route.fulfill({ response, body: `${before}SSR:!1${said.join('')}}${after}` });
  });
}
