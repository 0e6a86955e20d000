import {
  BAND_TABLES,
  type BandRows,
  type BandTable,
  ENTITIES,
  guessMapping,
  type ImportAction,
  type ImportRow,
  type Mapping,
  type OnExisting,
  planImport,
  readBandFile,
  recordsOfTable,
  withIds,
} from '@rockon/domain';
import type { Json, PathValues } from '@rockon/sync';
import { addChecked, changePaths, composeUndo, type Undo } from '../../records/bulk-actions.ts';
import type { Engine } from '../../session/engine.ts';
import { decoded, linesOfCsv } from './csv.ts';
import * as messages from './messages.ts';

const LARGEST = 20_000_000;

/** A file that could be read, before anything of it is written. */
export type ImportFile = { readonly name: string } & (
  | {
      readonly kind: 'table';
      readonly table: BandTable;
      readonly header: readonly string[];
      readonly lines: readonly (readonly string[])[];
      readonly mapping: Mapping;
    }
  | {
      readonly kind: 'band';
      readonly band: string;
      readonly records: Readonly<Record<BandTable, readonly ImportRow[]>>;
      /** Of a file of unsent changes: how many of them no import can make. */
      readonly leftOut?: number;
    }
);

const hits = (table: BandTable, header: readonly string[]) =>
  guessMapping(ENTITIES[table], header).filter((field) => field !== null).length;

/** Reads a file. @throws Error with a message that says what to do about the file. */
export async function readImport(file: File, bandId: string): Promise<ImportFile> {
  if (file.size > LARGEST) throw new Error(messages.tooLarge);
  const text = decoded(new Uint8Array(await file.arrayBuffer()));
  if (text.trim() === '') throw new Error(messages.empty);
  if (/\.json$/i.test(file.name) || /^\s*[{[]/.test(text)) {
    const read = readBandFile(text, bandId);
    if (!read.ok) throw new Error(read.problem);
    const { band, records, leftOut } = read;
    return { kind: 'band', name: file.name, band, records, ...(leftOut !== undefined && { leftOut }) };
  }
  const [header = [], ...lines] = linesOfCsv(text);
  if (lines.length === 0) throw new Error(messages.onlyHeader);
  // The table that matches most columns; songs when it is a tie.
  const [table = 'songs'] = [...BAND_TABLES].sort((a, b) => hits(b, header) - hits(a, header));
  return { kind: 'table', name: file.name, table, header, lines, mapping: guessMapping(ENTITIES[table], header) };
}

export type Plan = readonly { readonly table: BandTable; readonly planned: readonly ImportAction[] }[];

/** What the import would do to the band as it is now. */
export function planOf(file: ImportFile, rows: BandRows, mode: OnExisting): Plan {
  if (file.kind === 'table') {
    const { table } = file;
    const records = recordsOfTable(ENTITIES[table], file.lines, file.mapping);
    return [{ table, planned: planImport(ENTITIES[table], records, rows[table], mode) }];
  }
  // Songs and setlists first: what points to them is compared under the ids that they have here.
  const here = new Map<string, string>();
  return BAND_TABLES.map((table) => {
    const planned = planImport(ENTITIES[table], file.records[table], rows[table], mode, (id) => here.get(id) ?? id);
    for (const each of planned) if ('id' in each && each.from.id !== null) here.set(each.from.id, each.id);
    return { table, planned };
  });
}

/**
 * Applies a plan and returns one undo for all of it. New records get new ids, because their old ones may be in use in
 * another band; references to them are updated.
 */
export async function carryOut(engine: Engine, scope: string, plan: Plan): Promise<Undo> {
  const now = new Map<string, string>();
  const renamed = (id: string) => now.get(id) ?? id;
  const backs: Undo[] = [];
  try {
    for (const { table, planned } of plan) {
      const entity = ENTITIES[table];
      for (const wave of waves(planned.filter((each) => each.kind === 'new'))) {
        const { ids, back } = await addChecked(
          engine,
          scope,
          table,
          wave.map(({ values }) => withIds(entity, values, renamed)),
        );
        backs.push(back);
        wave.forEach(({ from }, index) => {
          const id = ids[index];
          if (from.id !== null && id !== undefined) now.set(from.id, id);
        });
      }
      const changes = planned.flatMap((each) =>
        each.kind === 'change' ? [{ key: { scope, table, id: each.id }, set: renamedPaths(each.set, renamed) }] : [],
      );
      if (changes.length > 0) backs.push(await changePaths(engine, changes));
    }
  } catch (cause) {
    // All or nothing: undo what was written before the failure.
    await composeUndo(backs)();
    throw cause;
  }
  return composeUndo(backs);
}

type New = Extract<ImportAction, { readonly kind: 'new' }>;

/** Copies come after what they were copied from, so that its new id is known. */
function* waves(all: readonly New[]): Generator<readonly New[]> {
  let left = all;
  while (left.length > 0) {
    const waiting = new Set(left.map(({ from }) => from.id));
    const ready = left.filter(({ values, from }) => values.forkedFrom === from.id || !waiting.has(originOf(values)));
    // Copies of each other in a circle come from no app of ours; they are taken as they are.
    const wave = ready.length > 0 ? ready : left;
    yield wave;
    const done = new Set(wave);
    left = left.filter((each) => !done.has(each));
  }
}

const originOf = (values: Readonly<Record<string, unknown>>): string =>
  typeof values.forkedFrom === 'string' ? values.forkedFrom : '';

/** A change of an existing record may point to one that is new. */
function renamedPaths(set: PathValues, renamed: (id: string) => string): PathValues {
  const value = (held: Json): Json =>
    typeof held === 'string'
      ? renamed(held)
      : typeof held === 'object' && held !== null && !Array.isArray(held)
        ? Object.fromEntries(Object.entries(held).map(([name, inner]) => [name, value(inner ?? null)]))
        : held;
  return Object.fromEntries(Object.entries(set).map(([path, held]) => [path, value(held)]));
}
