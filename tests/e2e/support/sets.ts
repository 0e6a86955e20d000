import { randomUUID } from 'node:crypto';
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { until } from '../../support/until.ts';
import { bandNamed, signedIn } from './api.ts';
import type { Device, Person } from './device.ts';

export interface SeededSet {
  readonly client: SupabaseClient;
  readonly band: string;
  readonly setlist: string;
  readonly name: string;
}

interface Mutation {
  readonly table: string;
  readonly record: string;
  readonly op: 'insert' | 'update' | 'delete';
  readonly set: Readonly<Record<string, unknown>>;
}

/** Pushes changes as a separate, up-to-date device, a few hundred per call. */
export async function push(client: SupabaseClient, band: string, mutations: readonly Mutation[]): Promise<void> {
  const seen = new Map<string, number>();
  for (const table of new Set(mutations.filter(({ op }) => op !== 'insert').map((each) => each.table))) {
    const ids = mutations.filter((each) => each.table === table).map(({ record }) => record);
    const { data } = await client.from(table).select('id, version').in('id', ids);
    for (const { id, version } of data ?? []) seen.set(String(id), Number(version));
  }
  const wire = mutations.map((mutation, index) => ({
    ...mutation,
    id: index + 1,
    scope: band,
    base: mutation.op === 'insert' ? null : (seen.get(mutation.record) ?? 1),
    was: {},
  }));
  const request = { protocol: 1, client: randomUUID(), acked: 0, mutations: wire };
  const { data, error } = await client.rpc('sync_push', { request });
  expect(error).toBeNull();
  expect(data.results.filter(({ status }: { status: string }) => status !== 'applied')).toEqual([]);
}

/** Order keys with gaps for insertions. */
export const orderAt = (index: number): string =>
  `b${String.fromCharCode(65 + Math.floor(index / 26))}${String.fromCharCode(65 + (index % 26))}`;

/** Adds songs with these titles, the first `inSet` of them to a setlist; item `i3` is the fourth. */
export async function seedSet(
  device: Device,
  person: Person,
  titles: readonly string[],
  inSet: number,
  { name = 'Friday night', bandName = 'The Quiet Ones' } = {},
): Promise<SeededSet> {
  const client = await signedIn(device.url, person);
  const band = await bandNamed(client, bandName);
  const songs = titles.map((title) => ({ title, id: randomUUID() }));
  const setlist = randomUUID();
  const items = Object.fromEntries(
    songs
      .slice(0, inSet)
      .map(({ id, title }, index) => [`i${index}`, { kind: 'song', song: id, title, order: orderAt(index) }]),
  );
  await push(client, band, [
    ...songs.map(({ id, title }, index) => ({
      table: 'songs',
      record: id,
      op: 'insert' as const,
      set: { title, key: 'G', bpm: 100 + (index % 40), duration_seconds: 200 },
    })),
    {
      table: 'setlists',
      record: setlist,
      op: 'insert',
      set: { name, starts_at: '20:00', target_seconds: 1_200, items },
    },
  ]);
  return { client, band, setlist, name };
}

export async function openSet(device: Device, name: string): Promise<void> {
  await device.link('Setlists').click();
  await device.page.locator('[data-record^="setlists/"]').getByRole('link', { name, exact: true }).click();
  await device.page.getByRole('heading', { level: 1, name }).waitFor();
}

export const itemRow = (device: Device, title: string): Locator =>
  device.page.locator('[data-item]').filter({ has: device.page.getByText(title, { exact: true }) });

/** Titles of the rows, from top to bottom. */
export const titlesOf = (device: Device): Promise<string[]> =>
  device.page
    .locator('[data-item]')
    .evaluateAll((rows) => rows.map((row) => (row.querySelector('a, h2') ?? row).textContent?.trim() ?? ''));

export async function untilTitles(device: Device, titles: readonly string[]): Promise<void> {
  let seen: string[] = [];
  await until(`${device.name} to see ${titles.join(', ')}`, async () => {
    seen = await titlesOf(device);
    return seen.join() === titles.join();
  }).catch((error: Error) => {
    throw new Error(`${error.message}; it shows ${seen.join(', ')}`);
  });
}

export async function choose(device: Device, button: string, entry: string): Promise<void> {
  await device.button(button).click();
  await device.page.getByRole('menuitem', { name: entry, exact: true }).click();
}
