import type { Row } from '../protocol/row.ts';
import type { LocalDelta, LocalHead, LocalMeta, ScopeMeta } from './local-state.ts';

/** Share of what the browser grants above which room is made before anything fails. */
export const NEARLY_FULL = 0.9;

/**
 * Which scopes can go, the one used longest ago first; what was never opened on this device before all others. While
 * nobody says which scope is in use, none can.
 *
 * @param mine what must stay: the user's own scope, and scopes with work of this device
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
 * Takes a scope's rows off the device; what of them is `kept` stays (what the scope is called). Its cursor goes with
 * them, so that nothing says "nothing here".
 *
 * @param head asked with the scope, for its entries: work that no server has is never given up
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
    // Older than everything that the scope's next snapshot can stand for.
    rows: kept.map(({ table, row }) => ({ scope, table, seq: 0, row })),
    meta: { evicted: { ...head.meta.evicted, [scope]: meta.since ?? null } },
  };
}

/** The person works in this scope: it is the last to go, and is wanted back if it went. Null: that is known already. */
export function planOpening({ meta: { recent = [] } }: LocalHead, scope: string): LocalDelta | null {
  return recent[0] === scope ? null : { meta: { recent: [scope, ...recent.filter((other) => other !== scope)] } };
}

/** Whether a scope is kept on the device: it never had to go, or somebody works in it again. */
export function isWanted({ recent = [], evicted = {} }: LocalMeta, scope: string): boolean {
  return !(scope in evicted) || recent[0] === scope;
}

/** The marks without that of a scope which is here again, or no longer the user's. */
export function withoutEvicted(meta: LocalMeta, scope: string): Pick<LocalMeta, 'evicted'> {
  if (!(scope in (meta.evicted ?? {}))) return {};
  const { [scope]: _, ...evicted } = meta.evicted ?? {};
  return { evicted };
}
