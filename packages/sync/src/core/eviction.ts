import type { Row } from '../protocol/row.ts';
import type { LocalDelta, LocalHead, LocalMeta, ScopeMeta } from './local-state.ts';

/** Evict once usage exceeds this share of the storage quota. */
export const NEARLY_FULL = 0.9;

/**
 * The scopes that may be evicted: first those never opened on this device, then the least recently used. None while no
 * scope has been opened, because any of them may be in use.
 *
 * @param mine whether a scope must stay: the user's own, or one with unsent mutations
 */
export function evictable(
  { recent = [] }: LocalMeta,
  scopes: Readonly<Record<string, ScopeMeta>>,
  mine: (scope: string) => boolean,
): string[] {
  if (recent.length === 0) return [];
  const place = (scope: string) => (recent.includes(scope) ? recent.indexOf(scope) : recent.length);
  return Object.keys(scopes)
    .filter((scope) => scopes[scope]?.cursor && scope !== recent[0] && !mine(scope))
    .sort((a, b) => place(b) - place(a));
}

/**
 * Evicts a scope: deletes its rows except `kept` (such as the scope's name) and its cursor, so that its queries are not
 * complete instead of empty.
 *
 * @param head read with the scope's entries: a scope with unsent mutations is never evicted
 */
export function planEviction(
  head: LocalHead,
  scope: string,
  kept: readonly { readonly table: string; readonly row: Row }[],
): LocalDelta | null {
  const meta = head.scopes[scope];
  if (!meta?.cursor || head.entries.length > 0 || head.meta.recent?.[0] === scope) return null;
  return {
    scopes: { [scope]: null },
    // Seq 0 is older than any snapshot, so the scope's next snapshot replaces these rows.
    rows: kept.map(({ table, row }) => ({ scope, table, seq: 0, row })),
    meta: { evicted: { ...head.meta.evicted, [scope]: meta.since ?? null } },
  };
}

/** Marks the scope as the most recently used one; null when it already is. */
export function planOpening({ meta: { recent = [] } }: LocalHead, scope: string): LocalDelta | null {
  return recent[0] === scope ? null : { meta: { recent: [scope, ...recent.filter((other) => other !== scope)] } };
}

/** Whether the device keeps this scope: it was not evicted, or is in use again. */
export function isWanted({ recent = [], evicted = {} }: LocalMeta, scope: string): boolean {
  return !(scope in evicted) || recent[0] === scope;
}

/** Removes a scope from the evicted list. */
export function withoutEvicted(meta: LocalMeta, scope: string): Pick<LocalMeta, 'evicted'> {
  if (!(scope in (meta.evicted ?? {}))) return {};
  const { [scope]: _, ...evicted } = meta.evicted ?? {};
  return { evicted };
}
