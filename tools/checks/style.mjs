import { at } from '../lib/root.mjs';
import { runNode } from '../lib/run.mjs';

export const style = {
  name: 'style',
  what: 'Biome: formatting and lint rules (biome.json)',
  async run() {
    const { code, output } = await runNode(
      at('node_modules', '@biomejs', 'biome', 'bin', 'biome'),
      ['check', '--max-diagnostics=50', '--colors=off', '.'],
      { quiet: true },
    );
    return { problems: code === 0 ? [] : [output.trim(), 'Most of it is fixed by: npm run format'] };
  },
};
