// Installs what package-lock.json lists, if it is missing. The first step of every command, so it imports nothing but Node.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { at, isCommand, readJson } from './lib/root.mjs';
import { run, seconds } from './lib/run.mjs';

/** An error message if this Node is too old, else null. `wanted` is like ">=20.19". */
export function nodeProblem(version, wanted) {
  const [haveMajor, haveMinor] = version.replace(/^v/, '').split('.').map(Number);
  const [needMajor, needMinor = 0] = wanted.replace(/^>=/, '').split('.').map(Number);
  if (haveMajor > needMajor || (haveMajor === needMajor && haveMinor >= needMinor)) return null;
  return `RockOn needs Node ${needMajor}.${needMinor} or newer; this is Node ${version.replace(/^v/, '')}. Install a newer one from https://nodejs.org and run the same command again.`;
}

/**
 * Packages that are missing or have a different version than the lock file says. npm records what it installed in
 * node_modules; comparing that record with the lock file also detects a lock file changed by `git pull`.
 * Optional packages may be absent: they are builds for other platforms.
 */
export function missingPackages(lock, installed) {
  if (!installed) return Object.keys(lock.packages).filter((path) => path.includes('node_modules/'));
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.optional && !entry.devOptional && !entry.peer)
    .filter(([path, entry]) => {
      const found = installed.packages[path];
      return !found || found.version !== entry.version;
    })
    .map(([path]) => path);
}

/** The npm that started us, or the one installed with this Node, so that another npm on PATH is not used. */
function npmCommand() {
  const fromNpm = process.env.npm_execpath;
  if (fromNpm && /npm-cli\.[cm]?js$/.test(fromNpm)) return [process.execPath, fromNpm];
  const beside = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (existsSync(beside)) return [process.execPath, beside];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

async function install(reason) {
  console.log(`Installing packages (${reason}). This happens once and takes about a minute.`);
  const started = Date.now();
  // Without a terminal npm prints nothing until it is done, so print a line every 10 s.
  const heartbeat = setInterval(() => console.log(`  … still installing, ${seconds(Date.now() - started)}`), 10_000);
  const [command, ...first] = npmCommand();
  // Not `npm ci`: it rejects a lock file without the builds for every other platform, and npm itself omits those when a
  // registry does not have them. With --no-save the lock file still decides the versions, and is not changed.
  // --include=dev: with NODE_ENV=production in the shell, npm would omit what builds the app.
  const { code } = await run(command, [...first, 'install', '--no-save', '--include=dev', '--no-audit', '--no-fund']);
  clearInterval(heartbeat);
  if (code !== 0) {
    throw new Error(
      `npm install failed with code ${code}; see its output above. Check the network and the free disk space, then run the same command again.`,
    );
  }
  console.log(`Packages installed in ${seconds(Date.now() - started)}.`);
}

/** @throws {Error} with a message for the user */
export async function ensure() {
  const problem = nodeProblem(process.version, readJson(at('package.json')).engines.node);
  if (problem) throw new Error(problem);
  const record = at('node_modules', '.package-lock.json');
  if (!existsSync(record)) return install('first run');
  const missing = missingPackages(readJson(at('package-lock.json')), readJson(record));
  if (missing.length > 0) return install(`package-lock.json changed: ${missing.length} to update`);
}

/** Runs a command's main. An error prints its message, without a stack trace, and sets exit code 1. */
export async function command(main) {
  try {
    await main();
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

if (isCommand(import.meta.url)) await command(ensure);
