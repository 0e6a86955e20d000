import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';

let readConfig: typeof import('./config.ts')['readConfig'];

beforeAll(async () => {
  vi.stubGlobal('window', { location: { origin: 'https://here.example' } });
  ({ readConfig } = await import('./config.ts'));
});

describe('settings of a build (S46)', () => {
  it('have everything on, the own address and five seconds when nothing is said', () => {
    expect(readConfig({}, 'https://band.example')).toEqual({
      url: 'https://band.example',
      key: 'sb_publishable_local',
      realtime: 1,
      syncIcons: 1,
      toasts: 1,
      pollMs: 5_000,
    });
  });

  it('are taken from the environment, each for itself', () => {
    const env = { VITE_ENABLE_REALTIME: 'false', VITE_ENABLE_TOASTS: '25%', VITE_SYNC_INTERVAL: '800' };
    const read = readConfig({ ...env, VITE_SUPABASE_URL: 'https://db.example' }, 'https://band.example');
    expect(read).toMatchObject({ url: 'https://db.example', realtime: 0, syncIcons: 1, toasts: 0.25, pollMs: 800 });
  });

  it.each(['', '0', '100', '-5000', 'often', 'NaN'])('ask every five seconds where the interval says "%s"', (said) => {
    expect(readConfig({ VITE_SYNC_INTERVAL: said }, '').pollMs).toBe(5_000);
  });
});

describe('.env.example', () => {
  it('names every setting that is typed, and no other', () => {
    const here = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
    const names = (text: string, form: RegExp) => [...text.matchAll(form)].map(([, name]) => String(name)).sort();
    const typed = names(here('./env.d.ts'), /readonly (VITE_\w+)\?:/g);
    expect(typed.length).toBeGreaterThan(4);
    expect(names(here('../../../../.env.example'), /^# (VITE_\w+)=/gm)).toEqual(typed);
  });
});
