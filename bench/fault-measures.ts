import pg from 'pg';
import type { CDPSession, Page } from 'playwright-core';
import type { BenchDevice, World } from './bench-harness.ts';
import type { Samples } from './report.ts';
import { seedSongs } from './seed.ts';

const COUNT = 1_000;

/** What is measured while something is wrong: how fast work gets through, and that all of it does, once. */
export const trouble: Readonly<Record<string, (world: World, repeat: number) => Promise<Samples>>> = {
  async 'lossy drain'(world, repeat) {
    const { page, context, close } = await world.newcomer('lossy');
    const rates: number[] = [];
    // A drain is only a handful of calls, and half of all would go without trouble: a figure is that of three together.
    const together = 3;
    let spent = 0;
    for (let index = 0; index < repeat * together; index += 1) {
      const band = await page.evaluate((name) => window.bench.createBand(name), `Lossy ${index}`);
      await page.evaluate(() => window.bench.settled());
      await context.setOffline(true);
      await page.evaluate(([id, many]) => window.bench.writeMany(id, many, 'Lossy'), [band, COUNT] as const);
      await page.evaluate(() => window.bench.trouble({ lossy: true }));
      const drained = page.evaluate(() => window.bench.drained());
      await context.setOffline(false);
      spent += await drained;
      if (index % together === together - 1) {
        rates.push(((together * COUNT) / spent) * 1000);
        spent = 0;
      }
      await page.evaluate(() => window.bench.trouble({ lossy: false }));
      await expectOnce(world, band);
    }
    const met = await page.evaluate(() => window.bench.trouble({}));
    if (met.lost === 0) throw new Error('Not one answer was lost: the network of the bench is broken');
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
    await b.page.evaluate(() => window.bench.trouble({ deaf: true }));
    const times: number[] = [];
    // Each but the first is written just after the device has asked: the worst moment there is.
    for (let index = 0; index < repeat; index += 1) {
      const title = `Unheard ${index}`;
      await b.page.evaluate(([id, text]) => window.bench.expect(id, text), [band, title] as const);
      const sent = await a.page.evaluate(([id, text]) => window.bench.write(id, text), [band, title] as const);
      times.push((await b.page.evaluate(() => window.bench.arrived())) - sent);
    }
    const { unheard } = await b.page.evaluate(() => window.bench.trouble({ deaf: false }));
    if (unheard < repeat) throw new Error(`${unheard} of ${repeat} announcements were swallowed`);
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
        // It hangs with the next script that runs in it.
        void page.evaluate(() => window.bench.leads()).catch(() => undefined);
      });
      samples.leaderFrozen.push(frozen.took);
      leader = frozen.next;
    }
    await device.close();
    return samples;
  },
};

/** The leading tab ends with a push in its hands; from there to the moment at which another tab has seen it answered. */
async function withoutLeader(
  { context, tab }: BenchDevice,
  leader: Page,
  band: string,
  end: (devtools: CDPSession, page: Page) => Promise<unknown>,
): Promise<{ readonly took: number; readonly next: Page }> {
  const next = await tab();
  await leader.waitForFunction(() => window.bench.leads());
  await leader.evaluate(() => window.bench.trouble({ stalled: true }));
  await next.evaluate((id) => window.bench.write(id, 'Left behind'), band);
  await leader.waitForFunction(() => window.bench.trouble({}).held > 0);
  const devtools = await context.newCDPSession(leader);
  const from = performance.timeOrigin + performance.now();
  // A tab that crashes does not answer any more.
  void end(devtools, leader).catch(() => undefined);
  const took = (await next.evaluate(() => window.bench.drainedAt())) - from;
  await next.waitForFunction(() => window.bench.leads());
  await leader.close();
  return { took, next };
}

/** Every write is on the server, and no write had two effects. */
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
    throw new Error(`${COUNT} writes were lost or doubled: ${JSON.stringify(rows[0])}`);
}
