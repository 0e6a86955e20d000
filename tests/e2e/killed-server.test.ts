import type { Route } from 'playwright-core';
import { describe, expect } from 'vitest';
import { bandNamed, signedIn } from './support/api.ts';
import { twoInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { type Server, startServer } from './support/server.ts';
import { test } from './support/test.ts';

const count = 200;
const titles = Array.from({ length: count }, (_, index) => `Song ${String(index + 1).padStart(3, '0')}`);

describe('the server is killed while it works', () => {
  test('200 writes and two kills: every song arrives exactly once on all devices', async ({
    device,
    onTestFinished,
  }) => {
    const server = await startServer();
    onTestFinished(() => server.stop());
    const { alice, bob, alicePerson } = await twoInABand(device, { url: server.url, keepsApp: true });
    await alice.serviceWorkerReady();

    const list = await alice.typeSongList(titles);
    await alice.setOffline(true);
    await alice.connection('offline').waitFor();
    await list.confirm();

    // 1: killed while the server handles the request. 2: killed after the commit, so that the response is lost.
    const firstKill = killOnPush(alice, server, 'before the answer');
    await alice.setOffline(false);
    await firstKill;
    const secondKill = killOnPush(alice, server, 'after the answer');
    await server.restart();
    await secondKill;
    await server.restart();

    await alice.connectionWith('0').waitFor();
    await alice.icon('Song 001', 'synced').waitFor();

    const owner = await signedIn(server.url, alicePerson);
    const band = await bandNamed(owner, 'The Quiet Ones');
    const { data } = await owner
      .from('songs')
      .select('title')
      .eq('band_id', band)
      .is('deleted_at', null)
      .order('title');
    expect(data?.map((row) => row.title)).toEqual(titles);

    for (const one of [alice, bob]) {
      await one.songCount(count).waitFor();
      expect(await one.allTitles()).toEqual(titles);
    }
  });
});

/**
 * Kills the server once, at the next push that reaches it; resolves when it is dead. Pushes while the server is down fail
 * with a real network error.
 */
async function killOnPush(
  device: Device,
  server: Server,
  when: 'before the answer' | 'after the answer',
): Promise<void> {
  const context = device.page.context();
  const pattern = '**/rest/v1/rpc/sync_push';
  await new Promise<void>((dead, failed) => {
    const handler = (route: Route): Promise<void> => onPush(route).catch(failed);
    const onPush = async (route: Route): Promise<void> => {
      const answered = route.fetch().then(
        () => true,
        () => false,
      );
      const kill = when === 'before the answer' || (await answered);
      if (kill) await server.kill();
      await answered;
      await route.abort('connectionreset');
      if (!kill) return;
      await context.unroute(pattern, handler);
      dead();
    };
    context.route(pattern, handler).catch(failed);
  });
}
