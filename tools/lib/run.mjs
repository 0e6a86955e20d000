import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { root } from './root.mjs';

const PARENT_CHECK_MS = 1_000;
const running = new Set();
let stopping = false;

/**
 * Runs a program until it exits. Its input is closed, so that nothing waits for the keyboard.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string>, cwd?: string }} [options] quiet keeps the output instead of showing it
 * @returns {Promise<{ code: number, output: string }>} 127 when there is no such program
 */
export function run(command, args, { quiet = false, env = {}, cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    running.add(child);
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    const output = () => Buffer.concat(chunks).toString('utf8');
    const end = (result) => {
      running.delete(child);
      // Nothing goes on after a signal: the next step would start what was just told to end.
      if (!stopping) resolve(result);
    };
    child.on('error', (error) => end({ code: 127, output: `${output()}${error.message}\n` }));
    child.on('close', (code, signal) => end({ code: code ?? (signal ? 1 : 0), output: output() }));
  });
}

/**
 * From now on SIGINT, SIGTERM and SIGHUP end the programs that `run` started, then this process. Without it a signal
 * that reaches this process alone (a CI runner's, or `kill`) would leave them running.
 *
 * npm ends on a signal without passing it on. So when npm started this process, its end counts as SIGTERM.
 */
export function endChildrenOnSignal() {
  const parent = process.ppid;
  const look = () => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  };
  if (process.env.npm_lifecycle_event !== undefined) setInterval(look, PARENT_CHECK_MS).unref();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      // The second signal is somebody in a hurry.
      if (stopping) process.exit(128 + constants.signals[signal]);
      stopping = true;
      const children = [...running];
      for (const child of children) child.kill('SIGTERM');
      await Promise.all(children.map((child) => once(child, 'close')));
      process.exit(128 + constants.signals[signal]);
    });
  }
}

/** Runs the JavaScript entry of an installed package with this Node, whatever the shell or PATH say. */
export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options);

/** "1.4 s" */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
