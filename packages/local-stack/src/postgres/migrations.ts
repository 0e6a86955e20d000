import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from './catalog.ts';

export interface Migration {
  readonly version: string;
  readonly name: string;
  readonly sql: string;
}

/** Version -> md5 of the text that was applied; null if another tool recorded it as several statements. */
export type Applied = ReadonlyMap<string, string | null>;

/** The migrations that a baseline replaced: `baseline/replaced.json` next to the folder of migrations. */
export interface Replaced {
  /** The version of the baseline's last file. */
  readonly baseline: string;
  /** The replaced files: version_name -> md5 of the text. */
  readonly migrations: Readonly<Record<string, string>>;
  /** The catalog that they created: object -> the first 12 digits of its definition's md5. */
  readonly catalog: Readonly<Record<string, string>>;
}

export type Plan =
  | { readonly kind: 'apply'; readonly missing: readonly Migration[] }
  | { readonly kind: 'adopt'; readonly baseline: readonly Migration[] };

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const EMPTY_DATABASE =
  'Or start with an empty database: npm start -- --data <another folder>, or another DATABASE_URL.';

/**
 * Decides whether a database needs the migrations that it lacks, or has to adopt the baseline first.
 *
 * @throws Error if an applied migration was edited later, or if the database cannot adopt the baseline.
 */
export function planMigrations(files: readonly Migration[], applied: Applied, replaced: Replaced | undefined): Plan {
  const old = Object.entries(replaced?.migrations ?? {}).map(([file, hash]) => ({
    file,
    hash,
    known: applied.get(file.slice(0, file.indexOf('_'))),
  }));
  if (replaced === undefined || old.every(({ known }) => known === undefined)) {
    return { kind: 'apply', missing: missing(files, applied) };
  }
  const absent = old.find(({ known }) => known === undefined);
  if (absent) {
    throw new Error(
      `An earlier RockOn made this database and did not finish: its migration ${absent.file} is missing. Nothing was ` +
        `changed. Start it once with the RockOn that made it, then with this one. ${EMPTY_DATABASE}`,
    );
  }
  const edited = old.find(({ known, hash }) => typeof known === 'string' && known !== hash);
  if (edited) {
    throw new Error(
      `An earlier RockOn made this database, with an edited migration ${edited.file}. Nothing was changed. ` +
        `RockOn cannot tell whether this version fits its data. ${EMPTY_DATABASE}`,
    );
  }
  return { kind: 'adopt', baseline: files.filter(({ version }) => version <= replaced.baseline) };
}

function missing(files: readonly Migration[], applied: Applied): readonly Migration[] {
  return files.filter(({ version, name, sql }) => {
    const known = applied.get(version);
    if (known === undefined) return true;
    if (known !== null && known !== md5(sql)) {
      throw new Error(
        `The migration ${version}_${name} was changed after this database had applied it. ` +
          'Undo the change and add a new migration instead.',
      );
    }
    return false;
  });
}

/** The catalog in the short form of `replaced.json`. */
export const fingerprints = (catalog: Catalog): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(catalog).map(([name, definition]) => [name, md5(definition).slice(0, 12)]));

/** @throws Error that names the differences between a database's catalog and the one that the replaced migrations created. */
export function checkCatalog(found: Readonly<Record<string, string>>, expected: Replaced['catalog']): void {
  const differences = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort().flatMap((name) => {
    if (found[name] === expected[name]) return [];
    if (found[name] === undefined) return [`${name} is missing`];
    return [expected[name] === undefined ? `${name} was added` : `${name} was changed`];
  });
  if (differences.length === 0) return;
  const shown = differences.slice(0, 5).join('; ');
  const more = differences.length > 5 ? `; and ${differences.length - 5} more` : '';
  throw new Error(
    `An earlier RockOn made this database, and its schema was edited by hand since: ${shown}${more}. Nothing was ` +
      `changed. Undo these edits and start again. ${EMPTY_DATABASE}`,
  );
}

export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d+_.*\.sql$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => {
      const split = file.indexOf('_');
      return {
        version: file.slice(0, split),
        name: file.slice(split + 1, -'.sql'.length),
        sql: await readFile(join(folder, file), 'utf8'),
      };
    }),
  );
}

export interface Baseline {
  readonly replaced: Replaced;
  /** SQL for the last step of the adoption. */
  readonly adopt: string;
}

/** Reads the folder `baseline` next to the folder of migrations; undefined if there is none. */
export async function readBaseline(migrationsDir: string): Promise<Baseline | undefined> {
  const folder = join(migrationsDir, '..', 'baseline');
  try {
    const [replaced, adopt] = await Promise.all(
      ['replaced.json', 'adopt.sql'].map((file) => readFile(join(folder, file), 'utf8')),
    );
    return { replaced: JSON.parse(replaced ?? '') as Replaced, adopt: adopt ?? '' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
