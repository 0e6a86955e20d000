import { at } from '../lib/root.mjs';
import { runNode } from '../lib/run.mjs';

export const types = {
  name: 'types',
  what: 'TypeScript, strict (tsconfig.json)',
  async run() {
    const { code, output } = await runNode(
      at('node_modules', 'typescript', 'bin', 'tsc'),
      ['--noEmit', '--pretty', 'false'],
      {
        quiet: true,
      },
    );
    return { problems: code === 0 ? [] : output.trim().split('\n') };
  },
};
