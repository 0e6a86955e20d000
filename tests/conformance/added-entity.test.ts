import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { SyncSchema } from '@rockon/sync';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { RealDevice } from '../support/real-device.ts';
import { type Project, startProject } from './support/project.ts';

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);

interface Block {
  readonly language: string;
  readonly file: string;
  readonly text: string;
}

/** The code blocks of "Adding a synced entity". The first line of each is a comment with its file name. */
function blocksOf(guide: string): readonly Block[] {
  const [, section = ''] = guide.split('## Adding a synced entity\n');
  const [steps = ''] = section.split('\n## ');
  return [...steps.matchAll(/^( *)```(\w+)\n(.*?)^ *```$/gms)].map(([, indent = '', language = '', body = '']) => {
    const [head = '', ...lines] = body.split('\n').map((line) => line.slice(indent.length));
    return { language, file: head.replace(/^(\/\/|--) /, ''), text: lines.join('\n') };
  });
}

/** Applies a block to the tree: a whole file, or a diff whose old lines occur in the file exactly once. */
async function apply({ language, file, text }: Block, tree: string): Promise<void> {
  const path = join(tree, file);
  if (language !== 'diff') {
    await mkdir(dirname(path), { recursive: true });
    return writeFile(path, text, { flag: 'wx' });
  }
  const lines = text.split('\n').filter((line) => line !== '');
  const side = (mark: string) =>
    lines.flatMap((line) => (line.startsWith(' ') || line.startsWith(mark) ? [line.slice(1)] : [])).join('\n');
  const parts = (await readFile(path, 'utf8')).split(side('-'));
  expect(parts, `the old lines of a diff in ${file}`).toHaveLength(2);
  await writeFile(path, parts.join(side('+')));
}

/** Copies packages and app with installed modules; links the workspace's packages to the copy. */
async function copyTree(tree: string): Promise<void> {
  const source = (path: string) => !/[\\/](node_modules|dist)$/.test(path);
  for (const folder of ['packages', 'apps'])
    await cp(join(ROOT, folder), join(tree, folder), { recursive: true, filter: source });
  await cp(join(ROOT, 'tsconfig.json'), join(tree, 'tsconfig.json'));
  await mkdir(join(tree, 'node_modules/@rockon'), { recursive: true });
  for (const name of await readdir(join(ROOT, 'node_modules')))
    if (name !== '@rockon') await symlink(join(ROOT, 'node_modules', name), join(tree, 'node_modules', name));
  for (const name of await readdir(join(tree, 'packages')))
    await symlink(join(tree, 'packages', name), join(tree, 'node_modules/@rockon', name));
}

let tree = '';
let schema: SyncSchema;
let project: Project;
const devices: RealDevice[] = [];

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'rockon-guide-'));
  await copyTree(tree);
  const blocks = blocksOf(await readFile(join(ROOT, 'docs/developer-guide.md'), 'utf8'));
  for (const block of blocks) await apply(block, tree);
  const migration = blocks.find(({ language }) => language === 'sql')?.text ?? '';
  project = await startProject({ sql: `set role postgres; ${migration} reset role;` });
  const copy: { readonly bandSchema: SyncSchema } = await import(join(tree, 'packages/domain/src/index.ts'));
  schema = copy.bandSchema;
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
});
afterAll(async () => {
  await project?.stop();
  await rm(tree, { recursive: true, force: true });
});

async function person(name: string): Promise<RealDevice> {
  const device = new RealDevice({ url: project.stack.url, schema });
  devices.push(device);
  return (await device.signUp(name)).open();
}

test('the tree has no type error after the steps of the guide', async () => {
  const config = { extends: './tsconfig.json', include: ['packages', 'apps'], exclude: ['**/*.test.*', '**/testing'] };
  await writeFile(join(tree, 'tsconfig.guide.json'), JSON.stringify(config));
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const failed = run(process.execPath, [tsc, '--noEmit', '--pretty', 'false', '-p', 'tsconfig.guide.json'], {
    cwd: tree,
  });
  const output = await failed.then(
    ({ stdout }) => stdout,
    ({ stdout }: { readonly stdout: string }) => stdout,
  );
  expect(output).toBe('');
});

test('[R2][V2][P6][N1] a table added by the guide syncs: live, edit, rejection, conflict, delete, snapshot', async () => {
  const [ada, ben] = [await person('Ada'), await person('Ben')];
  const band = await ada.createBand('The Wanderers');
  await ben.join(await ada.invite(band));
  const id = await ada.engine.repository.insert(band, 'venues', { name: 'Depot', capacity: 850 });
  const key = { scope: band, table: 'venues', id };
  const here = (device: RealDevice) => device.engine.record(key);
  const shows = (device: RealDevice, what: string, field: string, value: unknown) =>
    device.until(what, () => here(device).get()?.[field] === value, [here(device)]);

  await shows(ben, 'the new venue', 'name', 'Depot');
  await ben.engine.repository.update(key, { capacity: 220 });
  await shows(ada, 'the edit', 'capacity', 220);

  // The server enforces the migration's limits, with its messages.
  const tooLarge = await ben.engine.repository.insert(band, 'venues', { name: 'Moon', capacity: 900_000 });
  await ben.until('the rejection', () => ben.engine.failed.get().length === 1, [ben.engine.failed]);
  const [refused] = ben.engine.failed.get();
  expect(JSON.stringify(refused)).toContain('The capacity must be a whole number from 1 to 100000.');
  await ben.engine.repository.discard(refused?.mutation ?? 0);
  expect(ben.engine.record({ ...key, id: tooLarge }).get()).toBeUndefined();

  // Two people change one field concurrently: a conflict, as in every other table.
  await Promise.all([ada.settled(), ben.settled()]);
  ben.connectivity.set('offline');
  await ben.engine.repository.update(key, { name: 'Depot of Ben' });
  await ada.engine.repository.update(key, { name: 'Depot of Ada' });
  await ada.settled();
  ben.connectivity.set('online');
  const conflicts = ada.engine.query({ scope: band, table: 'conflicts' });
  await ada.until('the conflict', () => conflicts.get().rows.length === 1, [conflicts]);
  expect(conflicts.get().rows[0]).toMatchObject({ recordTable: 'venues', recordId: id, path: 'name' });

  const kept = await ada.engine.repository.insert(band, 'venues', { name: 'Cellar' });
  await ada.engine.repository.delete(key);
  await ben.until(
    'the deletion',
    () =>
      ben
        .rows(band, 'venues')
        .map((row) => row.id)
        .join() === kept,
    [ben.engine.query({ scope: band, table: 'venues' })],
  );

  // Somebody who joins later downloads a snapshot of the table.
  const cleo = await person('Cleo');
  await cleo.join(await ada.invite(band));
  const all = cleo.engine.query({ scope: band, table: 'venues' });
  await cleo.until('the whole table', () => all.get().complete, [all]);
  expect(all.get().rows).toMatchObject([{ id: kept, name: 'Cellar', capacity: null }]);
});
