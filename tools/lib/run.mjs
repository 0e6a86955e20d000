import { spawn } from 'node:child_process';
import { root } from './root.mjs';

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
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    const output = () => Buffer.concat(chunks).toString('utf8');
    child.on('error', (error) => resolve({ code: 127, output: `${output()}${error.message}\n` }));
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output: output() }));
  });
}

/** Runs the JavaScript entry of an installed package with this Node, whatever the shell or PATH say. */
export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options);

/** "1.4 s" */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
