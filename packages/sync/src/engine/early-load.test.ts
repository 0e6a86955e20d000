import { describe, expect, test } from 'vitest';
import type { EarlyLoad, LocalState } from '../ports/local-repository.ts';
import { SyncError } from '../protocol/errors.ts';
import { type MemoryDisk, MemoryLocalRepository } from '../testing/memory-local-repository.ts';
import { TestHarness } from '../testing/test-harness.ts';
import type { SyncEngine } from './sync-engine.ts';

const query = { scope: 'band', table: 'songs' };

/** Returns the first rows at once, and the rest when the test allows it. */
class SlowRepository extends MemoryLocalRepository {
  #go = () => {};
  #fail: ((cause: Error) => void) | null = null;
  readonly #rest: Promise<void>;

  constructor(disk: MemoryDisk) {
    super(disk);
    this.#rest = new Promise((resolve, reject) => {
      this.#go = resolve;
      this.#fail = reject;
    });
  }

  readRest(): void {
    this.#go();
  }

  failOnce(): void {
    this.#fail?.(new SyncError('storage', 'The device could not be read.'));
    this.#fail = null;
  }

  override async load(early?: EarlyLoad): Promise<LocalState> {
    const state = await super.load();
    // Later loads are not split.
    if (!early) return state;
    const rows = state.rows.map((each) =>
      early.mustBeComplete(each.scope, each.table) ? each : { ...each, rows: each.rows.slice(0, 2) },
    );
    early.onPartial({ ...state, rows, partial: [query] });
    await this.#rest;
    return state;
  }
}

const shown = (engine: SyncEngine) => {
  const { rows, complete } = engine.query(query).get();
  return { titles: rows.map((row) => String(row.title)).sort(), complete };
};

/** A device with four songs, started again; two of them are shown. */
async function restarted() {
  const world = new TestHarness();
  const device = world.device('mia');
  const before = await device.open();
  await world.run();
  for (const title of ['A', 'B', 'C', 'D']) await before.repository.insert('band', 'songs', { title });
  await world.run(1_000);
  await before.stop();
  const repository = new SlowRepository(device.disk);
  const engine = await device.open({ repository });
  return { world, engine, repository, device };
}

describe('a database that is loaded in parts', () => {
  test('[D8] shows its first rows, and is complete only with all of them', async () => {
    const { world, engine, repository } = await restarted();
    const told: boolean[] = [];
    engine.query(query).subscribe(() => told.push(shown(engine).complete));
    expect(shown(engine)).toMatchObject({ titles: { length: 2 }, complete: false });
    repository.readRest();
    await world.run();
    expect(shown(engine)).toEqual({ titles: ['A', 'B', 'C', 'D'], complete: true });
    expect(told).toEqual([true]);
  });

  test('[D8] becomes complete even if the rest changes nothing in the query', async () => {
    const { world, engine, repository } = await restarted();
    const [first] = engine.query(query).get().rows;
    const only = { ...query, where: (row: { id: string }) => row.id === first?.id };
    const told: boolean[] = [];
    engine.query(only).subscribe(() => told.push(engine.query(only).get().complete));
    repository.readRest();
    await world.run();
    expect(told).toEqual([true]);
  });

  test('[D8] keeps writes made while the rest is loaded', async () => {
    const { world, engine, repository, device } = await restarted();
    const saved = engine.repository.insert('band', 'songs', { title: 'New' });
    expect(shown(engine).titles).toContain('New');
    await world.run();
    repository.readRest();
    await saved;
    await world.run(1_000);
    expect(shown(engine)).toEqual({ titles: ['A', 'B', 'C', 'D', 'New'], complete: true });
    expect(engine.pending.get()).toEqual([]);
    expect(device.disk.outbox.size).toBe(0);
  });

  test('[D8] is loaded again if loading the rest failed', async () => {
    const { world, engine, repository } = await restarted();
    repository.failOnce();
    await world.run();
    expect(shown(engine)).toMatchObject({ titles: { length: 2 }, complete: false });
    await world.run(5_000);
    expect(shown(engine)).toEqual({ titles: ['A', 'B', 'C', 'D'], complete: true });
    expect(engine.connection.get()).toMatchObject({ kind: 'connected', leader: true, defect: null });
  });
});
