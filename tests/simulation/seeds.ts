import { execFileSync } from 'node:child_process';

/**
 * Where a run's seeds begin: another place with every commit, the same place for the same commit. Every commit breaks
 * new ground, and what CI found can be found again.
 */
export function firstSeed(): number {
  try {
    const hash = execFileSync('git', ['rev-parse', '--short=7', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number.parseInt(hash.trim(), 16);
  } catch {
    return 1;
  }
}
