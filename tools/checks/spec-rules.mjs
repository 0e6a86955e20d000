import { filesBelow, isTestFile, readText } from '../lib/files.mjs';

const spec = 'packages/sync/SPEC.md';

/** The ids of rules in a spec: list items or headings that begin with `**W1**`. Duplicates are kept, to be reported. */
export function rulesIn(text) {
  return [...text.matchAll(/^(?:[-*] |#+ )?\*\*([A-Z]{1,3}\d+)\*\*/gm)].map((match) => match[1]);
}

/** The rules that test titles quote as `[W1]` or `[W1, W2]`. Only titles count, because a comment tests nothing. */
export function rulesQuoted(text) {
  const title =
    /\b(?:test|it|describe)(?:\.(?:each|for|concurrent|sequential)\b(?:\([^)]*\)|`[^`]*`)?)*\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/gs;
  const ids = [...text.matchAll(title)].flatMap((match) =>
    [...match[2].matchAll(/\[((?:[A-Z]{1,3}\d+)(?:,\s*[A-Z]{1,3}\d+)*)\]/g)].flatMap((quote) => quote[1].split(/,\s*/)),
  );
  return [...new Set(ids)];
}

/**
 * @param {string} specText
 * @param {readonly { path: string, text: string }[]} tests
 */
export function specProblems(specText, tests) {
  const rules = rulesIn(specText);
  const twice = rules.filter((rule, index) => rules.indexOf(rule) !== index);
  const quotes = new Map();
  for (const { path, text } of tests) for (const rule of rulesQuoted(text)) quotes.set(rule, path);
  return [
    ...(rules.length === 0 ? [`${spec} states no rule (expected lines like "- **W1** …").`] : []),
    ...twice.map((rule) => `${spec} states ${rule} twice.`),
    ...rules
      .filter((rule) => !quotes.has(rule))
      .map((rule) => `${rule} is promised in ${spec}, but no test title quotes [${rule}].`),
    ...[...quotes]
      .filter(([rule]) => !rules.includes(rule))
      .map(([rule, path]) => `${path} quotes [${rule}], which ${spec} does not state.`),
  ];
}

export const specRules = {
  name: 'spec rules',
  what: 'every rule of packages/sync/SPEC.md is quoted by a test title, and every quoted rule exists',
  async run() {
    // A contract suite is a function that several test files call; its titles are test titles.
    const tests = ['packages', 'apps', 'tests']
      .flatMap(filesBelow)
      .filter((path) => isTestFile(path) || /-contract\.ts$/.test(path))
      .map((path) => ({ path, text: readText(path) }));
    const text = filesBelow(spec).length > 0 ? readText(spec) : '';
    return { problems: specProblems(text, tests), note: `${rulesIn(text).length} rules` };
  },
};
