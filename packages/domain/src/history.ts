import type { Json } from '@rockon/sync';
import * as z from 'zod/mini';
import { conflictField } from './format-conflict.ts';
import { backTo, same, valueAt } from './paths.ts';

type Values = Readonly<Record<string, Json>>;

/** A row as the server stores it, with the app's field names. */
const row = z.pipe(
  z.record(z.string(), z.json()),
  z.transform(
    (columns): Values =>
      Object.fromEntries(Object.entries(columns).map(([column, value]) => [conflictField({ path: column }), value])),
  ),
);

const versionSchema = z.object({
  seq: z.number(),
  version: z.number(),
  op: z.enum(['insert', 'update', 'delete', 'restore']),
  by: z.nullable(z.string()),
  at: z.string(),
  client: z.nullable(z.string()),
  paths: z.array(
    z.pipe(
      z.string(),
      z.transform((path) => conflictField({ path })),
    ),
  ),
  /** The whole record after the change. */
  row: z.nullable(row),
});

/** The response of `record_history`: versions of one record, newest first. */
export const recordHistorySchema = z.object({ versions: z.array(versionSchema), more: z.boolean() });
export type RecordVersion = z.output<typeof versionSchema>;

const doneSchema = z.extend(versionSchema, {
  table: z.string(),
  id: z.string(),
  /** The record before the change; null when it is new, or when the log no longer has it. */
  before: z.nullable(row),
});

/** The response of `activity`: changes of the band's content, newest first. */
export const activitySchema = z.object({ changes: z.array(doneSchema), more: z.boolean() });
export type ActivityEntry = z.output<typeof doneSchema>;

const deletedSchema = z.object({ table: z.string(), id: z.string(), at: z.string(), by: z.nullable(z.string()), row });

/** The response of `trash`: deleted records that can be restored, newest first. */
export const trashSchema = z.object({ records: z.array(deletedSchema), more: z.boolean() });
export type DeletedRecord = z.output<typeof deletedSchema>;

export interface FieldChange {
  /** A field, or a path inside a map column: `items/<id>`, `items/<id>/<property>`. */
  readonly field: string;
  /** Undefined when the previous version is no longer known. */
  readonly was: Values[string] | undefined;
  readonly is: Values[string];
}

export interface HistoryEntry extends RecordVersion {
  /** The changes of the given fields; empty for an added record. */
  readonly changes: readonly FieldChange[];
}

/**
 * Versions with the changes of each, found by comparing it with the previous version. The last loaded version is held
 * back while there are older ones to load.
 */
export function historyEntries(
  versions: readonly RecordVersion[],
  more: boolean,
  fields: readonly string[],
): readonly HistoryEntry[] {
  const complete = more ? versions.slice(0, -1) : versions;
  return complete.map((version, index) => {
    const before = versions[index + 1]?.row;
    return { ...version, changes: changesOf(version, before, fields) };
  });
}

/** What one change did to the given fields; nothing for an added record. `before` is undefined or null when not known. */
export function changesOf(
  { op, paths, row: after }: Pick<RecordVersion, 'op' | 'paths' | 'row'>,
  before: Values | null | undefined,
  fields: readonly string[],
): readonly FieldChange[] {
  if (op === 'insert') return [];
  return fields
    .flatMap((field) => changedPaths(paths, field))
    .map((field) => ({ field, was: before ? valueAt(before, field) : undefined, is: valueAt(after, field) }));
}

/** The field itself, or each changed place inside it. */
const changedPaths = (paths: readonly string[], field: string) =>
  paths.filter((path) => path === field || path.startsWith(`${field}/`)).sort();

/**
 * What to write to restore an older version of a record: only fields (of map columns: items) that differ, and none that
 * the old version did not have.
 */
export function valuesToRestore(
  current: Readonly<Record<string, unknown>>,
  old: Values,
  fields: readonly string[],
  maps: readonly string[] = [],
): Values {
  const known = fields.filter((field) => old[field] !== undefined && !same(old[field], current[field]));
  return Object.assign(
    {},
    ...known.map((field) => backTo(field, current[field] ?? null, old[field] ?? null, maps.includes(field))),
  );
}

/** One change, or several records of one kind that a person added at once (an import, a pasted list). */
export type ActivityGroup =
  | { readonly one: ActivityEntry }
  | { readonly added: readonly ActivityEntry[]; readonly first: ActivityEntry };

const FEW = 4;
const ONE_GO_MS = 60_000;

/** In the given order, newest first; consecutive additions form one group. */
export function grouped(changes: readonly ActivityEntry[]): readonly ActivityGroup[] {
  const groups: ActivityGroup[] = [];
  let run: ActivityEntry[] = [];
  const close = () => {
    const [first] = run;
    if (first !== undefined && run.length >= FEW) groups.push({ added: run, first });
    else groups.push(...run.map((one) => ({ one })));
    run = [];
  };
  for (const change of changes) {
    const last = run.at(-1);
    const goesOn =
      last !== undefined &&
      last.by === change.by &&
      last.table === change.table &&
      Date.parse(last.at) - Date.parse(change.at) < ONE_GO_MS;
    if (change.op !== 'insert' || !goesOn) close();
    if (change.op === 'insert') run.push(change);
    else groups.push({ one: change });
  }
  close();
  return groups;
}
