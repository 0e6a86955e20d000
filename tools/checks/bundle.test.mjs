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

  test('words of the simulators and the inspector are found in whatever chunk they ended up', () => {
    for (const text of ['"answer lost (simulated)"', 'x="[redacted]"', 'getItem("rockon.dev.settings")'])
      expect(
        devCodeProblems([chunk('a.js')], () => text),
        text,
      ).toHaveLength(1);
  });

  test('the chart library and chunks named like the tools are problems of their own', () => {
    const charts = chunk('charts.js', { modules: ['node_modules/uplot/dist/uPlot.esm.js'] });
    expect(devCodeProblems([charts], () => '')).toHaveLength(1);
    expect(devCodeProblems([chunk('assets/faulty-fetch-B1.js')], () => '')).toHaveLength(1);
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
