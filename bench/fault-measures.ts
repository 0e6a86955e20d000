import pg from 'pg';
import type { CDPSession, Page } from 'playwright-core';
import type { BenchDevice, World } from './bench-harness.ts';
import type { Samples } from './report.ts';
import { seedSongs } from './seed.ts';

const COUNT = 1_000;

/** Measurements under faults: how fast work is synced, and that all of it arrives exactly once. */
export const faultMeasures: Readonly<Record<string, (world: World, repeat: number) => Promise<Samples>>> = {
  async 'lossy drain'(world, repeat) {
    const { page, context, close } = await world.newcomer('lossy');
    const rates: number[] = [];
    // One drain is too few calls to hit the fault rates, so each sample is the mean of three.
    const perSample = 3;
    let spent = 0;
    for (let index = 0; index < repeat * perSample; index += 1) {
      const band = await page.evaluate((name) => window.bench.createBand(name), `Lossy ${index}`);
      await page.evaluate(() => window.bench.settled());
      await context.setOffline(true);
      await page.evaluate(([id, many]) => window.bench.writeMany(id, many, 'Lossy'), [band, COUNT] as const);
      await page.evaluate(() => window.bench.simulate({ lossy: true }));
      const drained = page.evaluate(() => window.bench.drained());
      await context.setOffline(false);
      spent += await drained;
      if (index % perSample === perSample - 1) {
        rates.push(((perSample * COUNT) / spent) * 1000);
        spent = 0;
      }
      await page.evaluate(() => window.bench.simulate({ lossy: false }));
      await expectOnce(world, band);
    }
    const counts = await page.evaluate(() => window.bench.simulate({}));
    if (counts.lost === 0) throw new Error('No response was lost: the fault simulation of the bench is broken');
    await close();
    return { lossyDrain: rates };
  },

  async reconnect(world, repeat) {
    const { page, context, account, close } = await world.newcomer('back');
    const times: number[] = [];
    for (let index = 0; index < repeat; index += 1) {
      const band = await page.evaluate((name) => window.bench.createBand(name), `Missed ${index}`);
      await page.evaluate(() => window.bench.settled());
      await context.setOffline(true);
      await seedSongs(world, account, band, COUNT);
      const caughtUp = page.evaluate(([id, many]) => window.bench.caughtUp(id, many), [band, COUNT] as const);
      await context.setOffline(false);
      times.push(await caughtUp);
      await page.evaluate(() => window.bench.settled());
    }
    await close();
    return { reconnect: times };
  },

  async 'silent loss'(world, repeat) {
    const a = await world.newcomer('anna');
    const b = await world.newcomer('ben');
    const band = await a.page.evaluate(() => window.bench.createBand('Silence'));
    const code = await a.page.evaluate((id) => window.bench.invite(id), band);
    await b.page.evaluate((invite) => window.bench.join(invite), code);
    await b.page.evaluate(() => window.bench.settled());
    await b.page.evaluate(() => window.bench.simulate({ silent: true }));
    const times: number[] = [];
    // All but the first are written just after the device polled, which is the worst moment.
    for (let index = 0; index < repeat; index += 1) {
      const title = `Unheard ${index}`;
      await b.page.evaluate(([id, text]) => window.bench.expect(id, text), [band, title] as const);
      const sent = await a.page.evaluate(([id, text]) => window.bench.write(id, text), [band, title] as const);
      times.push((await b.page.evaluate(() => window.bench.arrived())) - sent);
    }
    const { dropped } = await b.page.evaluate(() => window.bench.simulate({ silent: false }));
    if (dropped < repeat) throw new Error(`Only ${dropped} of ${repeat} announcements were dropped`);
    await a.close();
    await b.close();
    return { silentLoss: times };
  },

  async leader(world, repeat) {
    const device = await world.newcomer('tabs');
    const band = await device.page.evaluate(() => window.bench.createBand('Tabs'));
    await device.page.evaluate(() => window.bench.settled());
    const samples = { leaderKilled: [] as number[], leaderFrozen: [] as number[] };
    let leader = device.page;
    for (let index = 0; index < repeat; index += 1) {
      const killed = await withoutLeader(device, leader, band, (devtools) => devtools.send('Page.crash'));
      samples.leaderKilled.push(killed.took);
      const frozen = await withoutLeader(device, killed.next, band, async (devtools, page) => {
        await devtools.send('Debugger.enable');
        await devtools.send('Debugger.pause');
        // The tab freezes at the next script that runs in it.
        void page.evaluate(() => window.bench.leads()).catch(() => undefined);
      });
      samples.leaderFrozen.push(frozen.took);
      leader = frozen.next;
    }
    await device.close();
    return samples;
  },
};

/** Ends the leading tab while a push is in flight. Returns the milliseconds until another tab sees the push acknowledged. */
async function withoutLeader(
  { context, tab }: BenchDevice,
  leader: Page,
  band: string,
  end: (devtools: CDPSession, page: Page) => Promise<unknown>,
): Promise<{ readonly took: number; readonly next: Page }> {
  const next = await tab();
  await leader.waitForFunction(() => window.bench.leads());
  await leader.evaluate(() => window.bench.simulate({ stalled: true }));
  await next.evaluate((id) => window.bench.write(id, 'Left behind'), band);
  await leader.waitForFunction(() => window.bench.simulate({}).held > 0);
  const devtools = await context.newCDPSession(leader);
  const from = performance.timeOrigin + performance.now();
  // A crashed tab never answers this call.
  void end(devtools, leader).catch(() => undefined);
  const took = (await next.evaluate(() => window.bench.drainedAt())) - from;
  await next.waitForFunction(() => window.bench.leads());
  await leader.close();
  return { took, next };
}

/** Checks that every write reached the server and was applied once. */
async function expectOnce(world: World, band: string): Promise<void> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    `select count(*)::integer as songs, count(distinct title)::integer as titles, sum(version)::integer as versions,
            (select count(*)::integer from sync.changes where scope_id = $1 and table_name = 'songs') as changes
       from public.songs where band_id = $1`,
    [band],
  );
  await client.end();
  const all: readonly unknown[] = Object.values(rows[0]);
  if (all.some((count) => count !== COUNT))
    throw new Error(`${COUNT} writes were lost or applied twice: ${JSON.stringify(rows[0])}`);
}
