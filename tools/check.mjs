// npm run check [-- NAME…]: the static checks. They are also the first layer of npm test.
import { command, ensure } from './ensure.mjs';

await command(async () => {
  await ensure();
  const { checks, runChecks } = await import('./lib/checks.mjs');
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `There is no check "${unknown[0]}". Checks: ${checks.map((check) => `"${check.name}"`).join(', ')}.`,
    );
  }
  const { passed, failed } = await runChecks(
    names.length > 0 ? checks.filter((check) => names.includes(check.name)) : checks,
  );
  console.log(`\n${passed} passed, ${failed.length} failed`);
  if (failed.length > 0) process.exitCode = 1;
});
