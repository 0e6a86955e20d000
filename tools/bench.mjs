// npm run bench [-- --repeat N] [NAME…]: builds the app and the server, then runs bench/main.ts.
import { command, ensure } from './ensure.mjs';
import { at } from './lib/root.mjs';

await command(async () => {
  await ensure();
  const { buildAll } = await import('./lib/build.mjs');
  const { ensureChromium } = await import('./lib/chromium.mjs');
  const { run } = await import('./lib/run.mjs');
  await buildAll();
  const { measureSizes } = await import('./checks/bundle.mjs');
  const env = { CHROMIUM_PATH: await ensureChromium(), BENCH_SIZES: JSON.stringify(await measureSizes()) };
  const { code } = await run(process.execPath, ['--import', 'tsx', at('bench', 'main.ts'), ...process.argv.slice(2)], {
    env,
  });
  process.exitCode = code;
});
