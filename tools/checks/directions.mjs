import { cruise } from 'dependency-cruiser';
import { options, rules } from '../../.dependency-cruiser.mjs';
import { filesBelow } from '../lib/files.mjs';
import { root } from '../lib/root.mjs';

const scanned = /\.(tsx?|mjs)$/;

/**
 * @param {readonly string[]} paths relative to `baseDir`
 * @returns {Promise<{ problems: string[], modules: number, broken: string[] }>} `broken`: names of the rules broken
 */
export async function directionProblems(paths, baseDir = root) {
  const { output } = await cruise(
    [...paths],
    { ...options, ruleSet: { forbidden: rules }, validate: true, baseDir },
    options.enhancedResolveOptions,
  );
  const { violations, totalCruised } = output.summary;
  const reasons = new Map(rules.map((rule) => [rule.name, rule.comment]));
  return {
    modules: totalCruised,
    broken: violations.map((violation) => violation.rule.name),
    problems: violations.map(({ rule, from, to, cycle }) => {
      const path = cycle ? [from, ...cycle.map((step) => step.name)].join(' -> ') : `${from} -> ${to}`;
      return `${rule.name}: ${path}\n    ${reasons.get(rule.name)}`;
    }),
  };
}

export const directions = {
  name: 'directions',
  what: 'every import goes in an allowed direction (.dependency-cruiser.mjs)',
  async run() {
    const paths = ['packages', 'apps', 'tests', 'bench', 'tools']
      .flatMap(filesBelow)
      .filter((path) => scanned.test(path));
    const { problems, modules } = await directionProblems(paths);
    // If the resolver stopped following imports, the check would find nothing and pass.
    if (modules < paths.length)
      problems.push(`Only ${modules} of ${paths.length} files were read: the check itself is broken.`);
    return { problems, note: `${paths.length} files` };
  },
};
