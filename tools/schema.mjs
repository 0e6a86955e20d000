// npm run schema: writes supabase/schema.sql, which shows what the migrations come to. Run it after adding a migration.
import { command, ensure } from './ensure.mjs';
import { at } from './lib/root.mjs';

await command(async () => {
  await ensure();
  const { run } = await import('./lib/run.mjs');
  const script = at('packages', 'local-stack', 'src', 'cli', 'write-schema.ts');
  const { code } = await run(process.execPath, ['--import', 'tsx', script]);
  process.exitCode = code;
});
