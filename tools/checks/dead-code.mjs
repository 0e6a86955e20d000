import { at } from '../lib/root.mjs';
import { runNode } from '../lib/run.mjs';

export const deadCode = {
  name: 'dead code',
  what: 'knip: no unused file, export or dependency, none undeclared (knip.json)',
  async run() {
    const { code, output } = await runNode(
      at('node_modules', 'knip', 'bin', 'knip.js'),
      ['--no-progress', '--reporter', 'compact'],
      {
        quiet: true,
      },
    );
    return { problems: code === 0 ? [] : output.trim().split('\n') };
  },
};
