import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { launch } from './launch.ts';

// A restart once hung forever: the server had refused and exited before anything listened to it.
test.skipIf(process.platform === 'win32')('a server that exits at once is reported, however soon that is', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rockon-launch-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const place = {
    cluster: dataDir,
    dataDir,
    binaries: { home: dataDir, postgres: '/bin/false', initdb: '/bin/false', version: 'none' },
    user: undefined,
    fast: true,
    log: () => undefined,
    port: 1,
  };
  for (let time = 0; time < 30; time += 1)
    await expect(launch(place)).rejects.toThrow('Postgres ended while starting (1)');
});
