// npm run sim [-- --seeds N] [--seed S] [--server model|sql] [--trace] [--again NAME]: simulated devices, faults and an oracle; prints what broke, shrunk.
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
