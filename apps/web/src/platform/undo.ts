import { same, valueAt } from '@rockon/domain';
import type { PathValues, RecordKey, Row, SyncEngine } from '@rockon/sync';
import { showToast } from '../ui/toaster.tsx';

const TOAST_MS = 8_000;

type WayBack = () => Promise<void>;

/**
 * Does something to one record and answers how to take it back; null when the record is as it was. `paths` are the fields
 * or places (`items/<id>/<property>`) that the work sets.
 *
 * The way back starts from the record as the work left it. So what somebody else has changed meanwhile is not written
 * over: the server asks, as it does for every edit that did not know of another.
 */
export async function withWayBack(
  engine: SyncEngine,
  key: RecordKey,
  paths: readonly string[],
  work: () => Promise<void>,
): Promise<WayBack | null> {
  const live = engine.record(key);
  const before = live.get();
  await work();
  return wayBack(engine, key, paths, before, live.get());
}

function wayBack(
  { repository }: SyncEngine,
  key: RecordKey,
  paths: readonly string[],
  before: Row | undefined,
  after: Row | undefined,
): WayBack | null {
  if (after === undefined) return before === undefined ? null : () => repository.restore(key);
  if (before === undefined) return () => repository.delete(key);
  const set: Record<string, PathValues[string]> = {};
  for (const path of paths) {
    const was = valueAt(before, path);
    if (!same(was, valueAt(after, path))) set[path] = was;
  }
  return Object.keys(set).length === 0 ? null : () => repository.update(key, set, after);
}

/** Says what was done and offers the way back. Each record has one such toast: its last change. */
export function offerUndo(key: RecordKey, title: string, detail: string | null, back: WayBack | null): void {
  showToast({
    id: `done/${key.id}`,
    title,
    detail,
    duration: TOAST_MS,
    ...(back !== null && { action: { label: 'Undo', onPress: () => void back().catch(notDone) } }),
  });
}

/** Why a write of a button's press was refused. */
export function notDone(error: unknown): void {
  showToast({ title: 'Not done', detail: error instanceof Error ? error.message : String(error) });
}
