import { same, valueAt } from '@rockon/domain';
import type { PathValues, RecordKey, Row, SyncEngine } from '@rockon/sync';
import { pushUndo, type Undo } from '../session/undo-stack.ts';
import { showToast } from '../ui/toaster.tsx';

const TOAST_MS = 8_000;

/**
 * Does something to one record and answers how to take it back; null when the record is as it was. `paths` are the fields
 * or places (`items/<id>/<property>`) that the work sets.
 *
 * The way back starts from the record as the work left it. So what somebody else has changed meanwhile is not written
 * over: the server asks, as it does for every edit that did not know of another.
 */
export async function withUndo(
  engine: SyncEngine,
  key: RecordKey,
  paths: readonly string[],
  work: () => Promise<void>,
): Promise<Undo | null> {
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
): Undo | null {
  if (after === undefined) return before === undefined ? null : () => repository.restore(key);
  if (before === undefined) return () => repository.delete(key);
  const set = valuesBack(before, after, paths);
  return Object.keys(set).length === 0 ? null : () => repository.update(key, set, after);
}

/** What has to be set for a record to be as it was, in these places. */
export function valuesBack(before: Row, after: Row, paths: readonly string[]): PathValues {
  const set: Record<string, PathValues[string]> = {};
  for (const path of paths) {
    const was = valueAt(before, path);
    if (!same(was, valueAt(after, path))) set[path] = was;
  }
  return set;
}

/** Says what was done and offers the way back. Each record has one such toast: its last change. */
export function offerUndo(key: RecordKey, title: string, detail: string | null, back: Undo | null): void {
  sayDone({ toast: `done/${key.id}`, title, detail, back, duration: TOAST_MS });
}

/** A new record shows by itself; the way back is that of Ctrl/Cmd-Z alone. */
export function rememberAdded({ repository }: SyncEngine, key: RecordKey, name: string | null): void {
  const words = name === null ? 'Added' : `Added: ${name}`;
  pushUndo({ toast: `done/${key.id}`, words, back: () => repository.delete(key) });
}

/** Says what was done; its way back is that of the button, and of Ctrl/Cmd-Z for longer than the message stands. */
export function sayDone({
  toast,
  title,
  detail,
  back,
  duration,
  undone = () => undefined,
}: {
  readonly toast: string;
  readonly title: string;
  readonly detail: string | null;
  readonly back: Undo | null;
  readonly duration: number;
  /** Called when the button has taken it back. */
  readonly undone?: () => void;
}): void {
  const message = { id: toast, title, detail, duration };
  if (back === null) {
    showToast(message);
    return;
  }
  const forget = pushUndo({ toast, words: detail === null ? title : `${title}: ${detail}`, back });
  const onPress = () => {
    forget();
    void back().then(undone, notDone);
  };
  showToast({ ...message, action: { label: 'Undo', onPress } });
}

/** Why a write of a button's press was refused. */
export function notDone(error: unknown): void {
  showToast({ title: 'Not done', detail: error instanceof Error ? error.message : String(error) });
}
