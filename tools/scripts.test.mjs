import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checks } from './lib/checks.mjs';
import { layers } from './lib/layers.mjs';
import { at, readJson } from './lib/root.mjs';

const { scripts } = readJson(at('package.json'));
const layerNames = ['static', ...layers.map(({ name }) => name)];
const checkNames = checks.map(({ name }) => name);

/** Words of a command line, with double quotes around those that contain spaces. */
const wordsOf = (line) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]);

describe('the scripts of package.json', () => {
  test.each(['start', 'dev', 'build', 'test', 'check', 'lint', 'format', 'typecheck', 'coverage', 'bench', 'sim'])(
    '%s exists',
    (name) => expect(scripts).toHaveProperty(name),
  );

  test('each test layer has an alias, and each test alias a layer', () => {
    const aliases = Object.keys(scripts).filter((name) => name.startsWith('test:'));
    expect(aliases.toSorted()).toEqual(layerNames.map((name) => `test:${name}`).toSorted());
  });

  test.each(Object.entries(scripts))('%s starts something that exists', (_name, line) => {
    const [program, first, ...rest] = wordsOf(line);
    if (program !== 'node') return expect(existsSync(at('node_modules', '.bin', program))).toBe(true);
    expect(existsSync(at(first))).toBe(true);
    if (first === 'tools/check.mjs') expect(checkNames).toEqual(expect.arrayContaining(rest));
    if (first === 'tools/test.mjs' && rest.length > 0)
      expect([rest[0], layerNames.includes(rest[1])]).toEqual(['--layer', true]);
  });
});
