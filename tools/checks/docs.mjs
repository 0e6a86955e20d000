// Docs go stale without failing anything, so this check compares what they name with what exists.
import { existsSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { filesBelow, readText } from '../lib/files.mjs';
import { at, readJson } from '../lib/root.mjs';

/** @typedef {{ exists: (path: string) => boolean, read: (path: string) => string, scripts: readonly string[], layers: readonly string[] }} Tree */

const lineOf = (text, index) => text.slice(0, index).split('\n').length;

/** The anchor that forges give a heading: lower case, spaces to hyphens, everything else but letters and digits dropped. */
export const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const anchorsIn = (text) => [...text.matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1]));

function linkProblems(path, text, tree) {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap((match) => {
    const link = match[1];
    if (/^(https?:|mailto:)/.test(link)) return [];
    const [file, anchor] = link.split('#');
    const target = file === '' ? path : posix.normalize(posix.join(dirname(path), file));
    const where = `${path}:${lineOf(text, match.index)}`;
    if (!tree.exists(target)) return [`${where}: the link to ${link} leads nowhere`];
    if (anchor && !anchorsIn(tree.read(target)).includes(anchor))
      return [`${where}: ${target} has no heading #${anchor}`];
    return [];
  });
}

/** Paths in backticks that begin with a folder of the tree. Placeholders, wildcards and build output are not looked up. */
function pathProblems(path, text, tree) {
  return [...text.matchAll(/`((?:apps|packages|tests|tools|bench|supabase|docs)\/[\w./@-]+)`/g)].flatMap((match) => {
    const named = match[1].replace(/\/$/, '');
    if (/(^|\/)(dist|results)(\/|$)/.test(named) || named.includes('NNNN') || tree.exists(named)) return [];
    return [`${path}:${lineOf(text, match.index)}: there is no ${named}`];
  });
}

function commandProblems(path, text, tree) {
  const unknown = (pattern, known, kind) =>
    [...text.matchAll(pattern)]
      .filter((match) => !known.includes(match[1]))
      .map((match) => `${path}:${lineOf(text, match.index)}: there is no ${kind} "${match[1]}"`);
  return [
    ...unknown(/npm run ([\w:-]+)(?! -w)\b/g, tree.scripts, 'script'),
    ...unknown(/--layer ([a-z][\w-]*)/g, tree.layers, 'layer'),
  ];
}

/**
 * @param {string} path of a Markdown file
 * @param {Tree} tree
 */
export function docProblems(path, text, tree) {
  return [...linkProblems(path, text, tree), ...pathProblems(path, text, tree), ...commandProblems(path, text, tree)];
}

/**
 * Each `ts` block of a package's README is the text of a file in its examples folder, which the compiler checks.
 * @param {readonly string[]} examples their texts
 */
export function exampleProblems(path, text, examples) {
  return [...text.matchAll(/^```tsx?\n([\s\S]*?)^```$/gm)].flatMap((match) =>
    examples.includes(match[1]) ? [] : [`${path}:${lineOf(text, match.index)}: no file in examples/ has this code`],
  );
}

/**
 * Decisions are numbered 0001, 0002, … without gaps; each page is in the index, with its own number in its heading.
 * @param {readonly string[]} names file names
 * @param {(name: string) => string} read
 */
export function decisionProblems(names, index, read) {
  const pages = names.filter((name) => /^\d{4}-/.test(name)).sort();
  return pages.flatMap((name, position) => {
    const number = name.slice(0, 4);
    const expected = String(position + 1).padStart(4, '0');
    return [
      ...(number === expected ? [] : [`docs/decisions/${name} should be number ${expected}: numbers have no gaps`]),
      ...(read(name).startsWith(`# ${number}: `) ? [] : [`docs/decisions/${name} does not begin with "# ${number}: "`]),
      ...(index.includes(`[${number}](${name})`) ? [] : [`docs/decisions/README.md does not list ${name}`]),
    ];
  });
}

export const docs = {
  name: 'docs',
  what: 'links, paths and commands in the docs exist, examples compile, decisions are numbered without gaps',
  async run() {
    const { layers } = await import('../lib/layers.mjs');
    const tree = {
      exists: (path) => existsSync(at(path)),
      read: readText,
      scripts: Object.keys(readJson(at('package.json')).scripts),
      layers: ['static', ...layers.map(({ name }) => name)],
    };
    const paths = filesBelow('.').filter((path) => path.endsWith('.md'));
    const pages = filesBelow('docs/decisions').map((path) => posix.basename(path));
    const read = (name) => readText(`docs/decisions/${name}`);
    const examplesBeside = (path) => filesBelow(`${dirname(path)}/examples`).map(readText);
    const packageReadmes = paths.filter((path) => /^packages\/[^/]+\/README\.md$/.test(path));
    return {
      problems: [
        ...paths.flatMap((path) => docProblems(path, readText(path), tree)),
        ...packageReadmes.flatMap((path) => exampleProblems(path, readText(path), examplesBeside(path))),
        ...decisionProblems(pages, read('README.md'), read),
      ],
      note: `${paths.length} pages`,
    };
  },
};
