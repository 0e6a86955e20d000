import { existsSync } from 'node:fs';
import { run } from './run.mjs';

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser for the tests: CHROMIUM_PATH, or the usual places; null if there is none. */
export function findChromium() {
  const configured = process.env.CHROMIUM_PATH;
  if (configured) return existsSync(configured) ? configured : null;
  return usualPaths.find((path) => existsSync(path)) ?? null;
}

/**
 * Finds Chromium, or installs Debian's package if this process is root on Debian.
 * @returns {Promise<string>} its path
 * @throws {Error} with a message for the user
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (process.env.CHROMIUM_PATH)
    throw new Error(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, but there is no such file.`);
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall) {
    throw new Error(
      'The browser and e2e tests need Chromium, and none was found. Install it (Debian, Ubuntu: sudo apt-get install chromium) ' +
        'or set CHROMIUM_PATH to a Chromium or Chrome, then run the same command again.',
    );
  }
  console.log('Installing Chromium for the browser tests (apt-get). This happens once and takes about a minute.');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env, quiet: true });
  const { code, output } = await run(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation'],
    { env, quiet: true },
  );
  const installed = findChromium();
  if (code !== 0 || !installed)
    throw new Error(`Chromium could not be installed (apt-get ended with ${code}):\n${output.slice(-2000)}`);
  console.log(`Chromium is installed: ${installed}.`);
  return installed;
}
