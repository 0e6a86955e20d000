// npm run sim [-- --seeds N] [--seed S] [--server model|sql] [--trace] [--again NAME] [--planted]: runs simulated devices with
// faults against an oracle, and prints each violation with a shrunk scenario. --report FILE writes docs/simulation-run.md.
import { command, ensure } from './ensure.mjs';
import { at } from './lib/root.mjs';

await command(async () => {
  await ensure();
  const { run } = await import('./lib/run.mjs');
  const { code } = await run(process.execPath, [
    '--import',
    'tsx',
    at('tests', 'simulation', 'cli.ts'),
    ...process.argv.slice(2),
  ]);
  process.exitCode = code;
});
