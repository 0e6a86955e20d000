import { execFileSync } from 'node:child_process';

/**
 * The first seed of a run: different with every commit, the same for the same commit. So every commit tests new
 * scenarios, and a failure in CI can be reproduced.
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
