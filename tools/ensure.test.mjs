import { describe, expect, test } from 'vitest';
import { missingPackages, nodeProblem } from './ensure.mjs';

describe('the Node version', () => {
  test.each([
    ['v20.19.0', true],
    ['v20.18.3', false],
    ['v22.0.0', true],
    ['v18.20.0', false],
  ])('%s against >=20.19: enough is %s', (version, enough) => {
    expect(nodeProblem(version, '>=20.19') === null).toBe(enough);
  });

  test('the message names both versions', () => {
    expect(nodeProblem('v18.1.0', '>=20.19')).toMatch(/20\.19.*18\.1\.0/);
  });
});

describe('what npm has to install', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'packages/sync': { version: '0.1.0' },
      'node_modules/@rockon/sync': { link: true },
      'node_modules/pg': { version: '8.0.0' },
      'node_modules/other-platform': { version: '1.0.0', optional: true },
    },
  };
  const installed = (pg) => ({
    packages: { 'node_modules/@rockon/sync': { link: true }, ...(pg ? { 'node_modules/pg': { version: pg } } : {}) },
  });

  test('nothing when the versions match and only optional packages are absent', () => {
    expect(missingPackages(lock, installed('8.0.0'))).toEqual([]);
  });

  test('a package of a different version and one that is absent', () => {
    expect(missingPackages(lock, installed('7.9.0'))).toEqual(['node_modules/pg']);
    expect(missingPackages(lock, installed(null))).toEqual(['node_modules/pg']);
  });
});
