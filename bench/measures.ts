import type { Page } from 'playwright-core';
import type { World } from './bench-harness.ts';
import type { Samples } from './report.ts';
import { seedSongs, signIn } from './seed.ts';
import { SqlSession } from './sql.ts';

const SONGS = 10_000;

/** Used JavaScript heap after a garbage collection, in MB. */
async function heapOf(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize / 1_000_000;
}

/** Measurements without faults, in the order in which they run. Each creates its own accounts and bands. */
export const measures: Readonly<Record<string, (world: World, repeat: number) => Promise<Samples>>> = {
  async 'local write'(world, repeat) {
    const { page, account, close } = await world.newcomer('writer');
    const band = await page.evaluate(() => window.bench.createBand('Local'));
    await seedSongs(world, account, band, 5_000);
    await page.evaluate((id) => window.bench.songsSeen(id, 5_000), band);
    const notified: number[] = [];
    const durable: number[] = [];
    // One write at a time, synced before the next: this measures one keystroke, not a queue.
    for (let index = 0; index < repeat * 10; index += 1) {
      const times = await page.evaluate(([id, title]) => window.bench.localWrite(id, title), [
        band,
        `W ${index}`,
      ] as const);
      notified.push(times.notified);
      durable.push(times.durable);
      await page.evaluate(() => window.bench.settled());
    }
    await close();
    return { writeToSubscriber: notified, writeToDurable: durable };
  },

  async 'device to device'(world, repeat) {
    const a = await world.newcomer('anna');
    const b = await world.newcomer('ben');
    const band = await a.page.evaluate(() => window.bench.createBand('Latency'));
    const code = await a.page.evaluate((id) => window.bench.invite(id), band);
    await b.page.evaluate((invite) => window.bench.join(invite), code);
    await b.page.evaluate(() => window.bench.settled());
    const times: number[] = [];
    const warmUp = 5;
    for (let index = 0; index < warmUp + repeat * 20; index += 1) {
      const title = `Latency ${index}`;
      await b.page.evaluate(([id, text]) => window.bench.expect(id, text), [band, title] as const);
      const sent = await a.page.evaluate(([id, text]) => window.bench.write(id, text), [band, title] as const);
      const arrived = await b.page.evaluate(() => window.bench.arrived());
      if (index >= warmUp) times.push(arrived - sent);
      await a.page.evaluate(() => window.bench.settled());
    }
    await a.close();
    await b.close();
    return { deviceToDeviceMedian: times, deviceToDevice: times };
  },

  async 'cold sync and warm start'(world, repeat) {
    const { page, account, close } = await world.newcomer('cold');
    const band = await page.evaluate(() => window.bench.createBand('Ten thousand'));
    await close();
    await seedSongs(world, account, band, SONGS);
    const samples = {
      coldSync: [] as number[],
      coldFirstRows: [] as number[],
      coldLongestTask: [] as number[],
      warmStartFirst: [] as number[],
      warmStart: [] as number[],
      heap: [] as number[],
    };
    for (let index = 0; index < repeat; index += 1) {
      const fresh = await world.device(account, { open: false });
      const cold = await fresh.page.evaluate(
        async ([id, count]) => {
          window.bench.recordTasks();
          const from = window.bench.now();
          await window.bench.open();
          const [first, all] = await Promise.all([
            window.bench.songsSeen(id, 50),
            window.bench.songsComplete(id, count),
          ]);
          return { first: first - from, all: all - from };
        },
        [band, SONGS] as const,
      );
      samples.coldFirstRows.push(cold.first);
      samples.coldSync.push(cold.all);
      // The browser reports long tasks with a delay, so ask in a separate call.
      samples.coldLongestTask.push(await fresh.page.evaluate(() => window.bench.longestTask()));
      await fresh.page.reload();
      const warm = await fresh.page.evaluate(([id, count]) => window.bench.warmStart(id, count), [
        band,
        SONGS,
      ] as const);
      samples.warmStartFirst.push(warm.first);
      samples.warmStart.push(warm.all);
      samples.heap.push((await heapOf(fresh.page)) - (await heapOf(await fresh.context.newPage())));
      await fresh.close();
    }
    return samples;
  },

  async drain(world, repeat) {
    const count = 1_000;
    const { page, context, close } = await world.newcomer('drain');
    const rates: number[] = [];
    for (let index = 0; index < repeat; index += 1) {
      const band = await page.evaluate((name) => window.bench.createBand(name), `Drain ${index}`);
      await page.evaluate(() => window.bench.settled());
      await context.setOffline(true);
      await page.evaluate(([id, many]) => window.bench.writeMany(id, many, 'Offline'), [band, count] as const);
      const drained = page.evaluate(() => window.bench.drained());
      await context.setOffline(false);
      rates.push((count / (await drained)) * 1000);
    }
    await close();
    return { drain: rates };
  },

  async logging(world, repeat) {
    const { page, context, close } = await world.newcomer('logging');
    const shares: number[] = [];
    for (let index = 0; index < repeat; index += 1) {
      const band = await page.evaluate((name) => window.bench.createBand(name), `Logging ${index}`);
      await page.evaluate(() => window.bench.settled());
      await context.setOffline(true);
      await page.evaluate((id) => window.bench.writeMany(id, 1_000, 'Logged'), band);
      const logged = page.evaluate(() => window.bench.loggedDrain());
      await context.setOffline(false);
      const { pushMs, logMs } = await logged;
      shares.push((logMs / pushMs) * 100);
    }
    await close();
    return { logging: shares };
  },

  async 'push and pull in SQL'(world, repeat) {
    const { account, close } = await world.newcomer('sql');
    await close();
    const { client, userId } = await signIn(world.url, account);
    const newBand = async () => String((await client.rpc('create_band', { request: { name: 'SQL' } })).data.id);
    const samples = {
      pushCost: [] as number[],
      pullCost: [] as number[],
      pullNothing: [] as number[],
      pushEachOf100: [] as number[],
      pushEachOf1000: [] as number[],
      pushEachOf5000: [] as number[],
    };
    for (let index = 0; index < repeat; index += 1) {
      // The first call of a new session also compiles the functions; later calls show the cost of each mutation.
      const sql = await SqlSession.open(world.databaseUrl, userId);
      const band = await newBand();
      samples.pushCost.push(await sql.push(band, 1_000));
      samples.pullCost.push(await sql.pull(band, 1_000));
      for (let time = 0; time < 20; time += 1) samples.pullNothing.push(await sql.pullNothing(band));
      const each = async (count: number) => ((await sql.push(await newBand(), count)) / count) * 1000;
      samples.pushEachOf100.push(await each(100));
      samples.pushEachOf1000.push(await each(1_000));
      samples.pushEachOf5000.push(await each(5_000));
      await sql.close();
    }
    return samples;
  },
};
