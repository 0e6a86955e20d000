import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright-core';

/** Build settings by their names in `.env.example`. */
export type Settings = Readonly<Record<`VITE_${string}`, string>>;

const assets = fileURLToPath(new URL('../../../apps/web/dist/assets/', import.meta.url));
/** Vite writes the build's settings into one object in one place; this is how it ends when none is set. */
const END_OF_SETTINGS = 'SSR:!1}';

/**
 * Serves the production build to a browser profile as if built with other settings: only the settings object differs.
 * Building once per setting would take longer than the tests.
 */
export async function buildWithSettings(context: BrowserContext, settings: Settings): Promise<void> {
  const entry = readdirSync(assets).find((file) => /^index-.+\.js$/.test(file));
  if (entry === undefined) throw new Error(`There is no built app in ${assets}`);
  await context.route(`**/assets/${entry}`, async (route) => {
    const response = await route.fetch();
    const [before, after, ...more] = (await response.text()).split(END_OF_SETTINGS);
    if (before === undefined || after === undefined || more.length > 0)
      throw new Error(`${entry} no longer has its settings in one place: search it for SSR`);
    const said = Object.entries(settings).map(([name, value]) => `,${name}:${JSON.stringify(value)}`);
    await route.fulfill({ response, body: `${before}SSR:!1${said.join('')}}${after}` });
  });
}
