import type { OutboxEntry, Row } from '@rockon/sync';
import type { MemoryDisk } from '@rockon/sync/testing';

type Loose = Record<string, unknown>;

/**
 * The expected view, computed from the disk without the engine's code, so that it does not share the engine's mistakes.
 */
export function expectedView(disk: MemoryDisk, scope: string, table: string, blank: Loose): Map<string, Loose> {
  const rows = confirmedOnDisk(disk, scope, table) as Map<string, Loose>;
  const entries = [...disk.outbox.values()].filter((entry) => entry.scope === scope && entry.table === table);
  for (const entry of entries.sort((a, b) => a.id - b.id)) {
    // The server rejected it: it has no effect.
    if (entry.rejected && (entry.op === 'delete' || entry.op === 'restore')) continue;
    const old = rows.get(entry.record);
    const next = applied(old, entry, blank);
    if (next) rows.set(entry.record, next);
  }
  for (const [id, row] of rows) if (row.deletedAt) rows.delete(id);
  return rows;
}

export function confirmedOnDisk(disk: MemoryDisk, scope: string, table: string): Map<string, Row> {
  const rows = new Map<string, Row>();
  const generation = disk.scopes.get(scope)?.generation ?? 0;
  for (const segment of disk.segments)
    if (segment.scope === scope && segment.table === table && segment.generation === generation)
      for (const row of segment.rows) rows.set(row.id, row);
  for (const single of disk.rows.values())
    if (
      single.scope === scope &&
      single.table === table &&
      !((rows.get(single.row.id)?.version ?? -1) >= single.row.version)
    )
      rows.set(single.row.id, single.row);
  return rows;
}

const texts = new WeakMap<object, string>();

/** A row as text, independent of the order of its fields: snapshots and the log may build rows differently. */
export function canonical(row: object): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const text = JSON.stringify(sorted(row));
  texts.set(row, text);
  return text;
}

export function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).map(([name, inner]) => [name, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function applied(old: Loose | undefined, entry: OutboxEntry, blank: Loose): Loose | undefined {
  if (!old && entry.op !== 'insert') return undefined;
  const row = structuredClone(old ?? { ...blank, id: entry.record, deletedAt: null });
  if (entry.op === 'delete') return { ...row, deletedAt: row.deletedAt || true };
  if (entry.op === 'restore') return { ...row, deletedAt: null };
  for (const [path, value] of Object.entries(entry.set)) {
    const parts = path.split('/');
    const last = parts.pop() ?? '';
    let target: Loose | undefined = row;
    for (const [depth, part] of parts.entries()) {
      const inner: unknown = target?.[part];
      if (inner === undefined || inner === null) {
        // Only an empty map field is created; a deleted item stays deleted.
        if (depth > 0) target = undefined;
        else if (target) target = target[part] = {} as Loose;
      } else target = inner as Loose;
    }
    if (!target) continue;
    if (parts.length > 0 && value === null) delete target[last];
    else target[last] = value;
  }
  return row;
}
