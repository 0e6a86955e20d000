import { type Entity, parseDraft } from './fields/entity.ts';
import { fold } from './fold.ts';
import type { SyncedRow } from './synced-row.ts';
import { type ImportRow, valuesOf } from './transfer-records.ts';

/** The field of each column of a file; null to skip the column. */
export type Mapping = readonly (string | null)[];

/** A spreadsheet runs a cell that begins like this as a formula. */
const FORMULA = /^'*[=+\-@\t\r]/;
const guarded = (cell: string) => (FORMULA.test(cell) ? `'${cell}` : cell);
const unguarded = (cell: string) => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

const columnsOf = (entity: Entity) => [...Object.keys(entity.fields), ...Object.keys(entity.maps)];

/** The label of a column, the same as in forms. */
export const columnLabel = (entity: Entity, field: string): string =>
  entity.fields[field]?.label ?? entity.maps[field]?.label ?? field;

/** All records as a table of texts, beginning with the header. A map column is JSON in one cell. */
export function tableOf(entity: Entity, rows: readonly SyncedRow[]): string[][] {
  const columns = columnsOf(entity);
  const lines = rows.map((row) => {
    const values = valuesOf(entity, { ...row });
    return columns.map((name) => {
      const value = values[name];
      const field = entity.fields[name];
      if (field !== undefined) return value === null ? '' : guarded(field.format(value));
      return Object.keys(value as object).length === 0 ? '' : JSON.stringify(value);
    });
  });
  return [columns.map((name) => columnLabel(entity, name)), ...lines];
}

const squeezed = (text: string) => fold(text).replace(/[^\p{L}\p{N}]/gu, '');

/** Column names that other programs and languages use. */
const ALSO: Readonly<Record<string, string>> = {
  title: 'song songtitle songname name track titel stuck',
  name: 'title event gig show setlist titel',
  artist: 'band performer by interpret kunstler originalartist',
  album: 'record release',
  key: 'songkey musicalkey tonart',
  bpm: 'tempo beatsperminute',
  durationSeconds: 'length time dauer lange',
  tuning: 'stimmung',
  tags: 'tag genre labels category categories',
  links: 'link url urls',
  notes: 'note comment comments description notizen bemerkung',
  date: 'day datum',
  venue: 'location club ort',
  place: 'location room ort',
  payMinor: 'payinminorunits',
};

/** A first guess of the field of each column; no field is used twice. */
export function guessMapping(entity: Entity, header: readonly string[]): Mapping {
  const columns = columnsOf(entity);
  const wanted = header.map(squeezed);
  const taken = new Set<string>();
  const found: (string | null)[] = wanted.map(() => null);
  const rounds: ((name: string) => readonly string[])[] = [
    (name) => [squeezed(name), squeezed(columnLabel(entity, name))],
    (name) => (ALSO[name] ?? '').split(' '),
  ];
  for (const names of rounds) {
    wanted.forEach((head, index) => {
      if (found[index] !== null || head === '') return;
      const match = columns.find((name) => !taken.has(name) && names(name).includes(head));
      if (match === undefined) return;
      found[index] = match;
      taken.add(match);
    });
  }
  return found;
}

/** The records of a table of texts. `lines` exclude the header; empty ones are skipped. */
export function recordsOfTable(entity: Entity, lines: readonly (readonly string[])[], mapping: Mapping): ImportRow[] {
  const mapped = new Set(mapping.filter((name) => name !== null));
  return lines.flatMap((cells, index) => {
    if (cells.every((cell) => cell.trim() === '')) return [];
    const draft: Record<string, string> = {};
    const maps: Record<string, unknown> = {};
    const broken: Record<string, string> = {};
    mapping.forEach((name, column) => {
      const cell = cells[column] ?? '';
      if (name === null) return;
      if (entity.fields[name] !== undefined) draft[name] = unguarded(cell);
      else {
        try {
          maps[name] = cell.trim() === '' ? {} : JSON.parse(cell);
        } catch {
          broken[name] = `${columnLabel(entity, name)} must be in the format that RockOn exports`;
        }
      }
    });
    // The header is the first line of the file.
    const place = index + 2;
    const parsed = parseDraft(entity, draft, maps);
    const errors = { ...(parsed.ok ? {} : (parsed.errors as Readonly<Record<string, string>>)), ...broken };
    if (Object.keys(errors).length > 0 || !parsed.ok) return [{ place, id: null, values: draft, errors }];
    const values = Object.entries(parsed.values).filter(([name]) => mapped.has(name));
    return [{ place, id: null, values: Object.fromEntries(values), errors: {} }];
  });
}
