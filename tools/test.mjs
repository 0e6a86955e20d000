// npm test [-- --all | --layer NAME [FILE…]]: installs what is missing, runs the layers, ends with "N passed, N failed".
import { command, ensure } from './ensure.mjs';

const usage = 'npm test [-- --all | --layer NAME [FILE…]]';

function wanted(args, every, usual) {
  if (args.length === 0) return { only: usual, filters: [] };
  const [flag, name, ...filters] = args;
  if (flag === '--all' && args.length === 1) return { only: every, filters: [] };
  if (flag !== '--layer' || !every.includes(name)) throw new Error(`Usage: ${usage}. Layers: ${every.join(', ')}.`);
  return { only: [name], filters };
}

const indented = (text, by) => text.replace(/^/gm, ' '.repeat(by));

function printSummary(results, seconds) {
  console.log(`\n── summary ${'─'.repeat(53)}`);
  for (const { name, ms, passed, failed, skipped = 0, files = [] } of results) {
    const more = skipped > 0 ? `, ${skipped} skipped` : '';
    const [slowest] = files.toSorted((a, b) => b.ms - a.ms);
    const last = slowest ? `; longest: ${slowest.file}, ${seconds(slowest.ms)}` : '';
    console.log(
      `  ${failed.length === 0 ? '✓' : '✗'} ${name.padEnd(12)} ${String(passed).padStart(5)} passed, ${failed.length} failed${more} (${seconds(ms)}${last})`,
    );
  }
}

function printFailures(results) {
  console.log('\nFailed:');
  for (const { name, failed } of results) {
    for (const { file = '', title, details, evidence = [] } of failed) {
      console.log(`  ✗ ${file ? `${file} > ` : ''}${title}`);
      console.log(indented(details.split('\n').slice(0, 12).join('\n'), 6));
      for (const path of evidence) console.log(`      see ${path}`);
      if (file) console.log(`      run it alone: npm test -- --layer ${name} ${file.replace(/:\d+$/, '')}`);
    }
  }
}

await command(async () => {
  await ensure();
  const { layers, runLayer } = await import('./lib/layers.mjs');
  const { checks, runChecks } = await import('./lib/checks.mjs');
  const { ensureChromium } = await import('./lib/chromium.mjs');
  const { endChildrenOnSignal, seconds } = await import('./lib/run.mjs');
  endChildrenOnSignal();
  const named = (some) => ['static', ...some.map((layer) => layer.name)];
  const usual = layers.filter((layer) => !layer.onRequest);
  const { only, filters } = wanted(process.argv.slice(2), named(layers), named(usual));
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
  for (const layer of layers) {
    await runOne(layer.name, async () => {
      const env = layer.needs === 'chromium' ? { CHROMIUM_PATH: await ensureChromium() } : {};
      return runLayer(layer.name, { env, filters });
    });
  }

  const failures = results.reduce((sum, { failed }) => sum + failed.length, 0);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const retried = results.flatMap((result) => result.retried ?? []);
  printSummary(results, seconds);
  if (failures > 0) printFailures(results);
  console.log(
    `\n${retried.length === 0 ? 'No test was retried.' : `Passed only when retried: ${retried.join('; ')}.`}`,
  );
  console.log(`In ${seconds(Date.now() - started)}.`);
  console.log(`${passed} passed, ${failures} failed`);
  if (failures > 0 || passed === 0) process.exitCode = 1;
});
