import { describe, expect, test } from 'vitest';
import { devCodeProblems, initialFiles } from './bundle.mjs';

const chunk = (file, rest = {}) => ({
  file,
  entry: false,
  imports: [],
  modules: ['apps/web/src/app/main.tsx'],
  ...rest,
});

describe('the production bundle', () => {
  test('a module of src/dev is named with its chunk', () => {
    const chunks = [chunk('a.js', { modules: ['apps/web/src/dev/dashboard.tsx'] })];
    expect(devCodeProblems(chunks, () => '')).toEqual(['a.js contains apps/web/src/dev/dashboard.tsx']);
  });

  test('the route of the dashboard is found even when its module was inlined', () => {
    expect(devCodeProblems([chunk('a.js')], () => 'path:"/dev/dashboard"')).toHaveLength(1);
  });

  test('code of the app alone is no problem', () => {
    expect(devCodeProblems([chunk('a.js')], () => 'import.meta')).toEqual([]);
  });

  test('initial files are the entries and what they import statically, each once', () => {
    const chunks = [
      chunk('main.js', { entry: true, imports: ['react.js', 'shared.js'] }),
      chunk('shared.js', { imports: ['react.js'] }),
      chunk('react.js'),
      chunk('lazy.js', { imports: ['shared.js'] }),
    ];
    expect(initialFiles(chunks).sort()).toEqual(['main.js', 'react.js', 'shared.js']);
  });
});
