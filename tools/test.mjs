// npm test [-- --layer NAME [FILE…]]: installs what is missing, runs every layer, ends with "N passed, N failed".
import { command, ensure } from './ensure.mjs';

const usage = 'npm test [-- --layer NAME [FILE…]]';

function wanted(args, names, always) {
  if (args.length === 0) return { only: always, filters: [] };
  const [flag, name, ...filters] = args;
  if (flag !== '--layer' || !names.includes(name)) throw new Error(`Usage: ${usage}. Layers: ${names.join(', ')}.`);
  return { only: [name], filters };
}

await command(async () => {
  await ensure();
  const { begun, layers, runLayer } = await import('./lib/layers.mjs');
  const { checks, runChecks } = await import('./lib/checks.mjs');
  const { ensureChromium } = await import('./lib/chromium.mjs');
  const { seconds } = await import('./lib/run.mjs');
  const named = (some) => ['static', ...some.map((layer) => layer.name)];
  const always = layers.filter((layer) => !layer.onRequest);
  const { only, filters } = wanted(process.argv.slice(2), named(layers), named(always));
  const started = Date.now();
  const results = [];

  const runOne = async (name, body) => {
    if (!only.includes(name)) return;
    console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
    const begin = Date.now();
    const result = await body().catch((error) => ({
      passed: 0,
      failed: [{ title: name, details: String(error?.message ?? error) }],
    }));
    // A layer in which nothing ran has shown nothing.
    if (result.passed + result.failed.length === 0) result.failed.push({ title: name, details: 'No test ran.' });
    results.push({ name, ms: Date.now() - begin, ...result });
  };

  await runOne('static', () => runChecks(checks));
  for (const layer of layers.filter(begun)) {
    await runOne(layer.name, async () => {
      const env = layer.needs === 'chromium' ? { CHROMIUM_PATH: await ensureChromium() } : {};
      return runLayer(layer.name, { env, filters });
    });
  }

  const failures = results.flatMap((result) => result.failed);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  console.log(`\n── summary ${'─'.repeat(53)}`);
  for (const { name, ms, passed: ok, failed, skipped } of results) {
    const more = skipped ? `, ${skipped} skipped` : '';
    console.log(
      `  ${failed.length === 0 ? '✓' : '✗'} ${name.padEnd(12)} ${String(ok).padStart(5)} passed, ${failed.length} failed${more} (${seconds(ms)})`,
    );
  }
  if (failures.length > 0) {
    console.log('\nFailed:');
    for (const { title, details } of failures)
      console.log(`  ✗ ${title}\n${details.split('\n').slice(0, 12).join('\n').replace(/^/gm, '      ')}`);
  }
  console.log(`\nIn ${seconds(Date.now() - started)}.`);
  console.log(`${passed} passed, ${failures.length} failed`);
  if (failures.length > 0 || passed === 0) process.exitCode = 1;
});
