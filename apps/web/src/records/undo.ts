import { same, valueAt } from '@rockon/domain';
import { type PathValues, type Row, untyped } from '@rockon/sync';
import { reasonOf } from '../lib/error-messages.ts';
import type { Engine, RecordKey } from '../session/engine.ts';
import { pushUndo, type Undo } from '../session/undo-stack.ts';
import * as common from '../ui/messages.ts';
import { showToast } from '../ui/toaster.tsx';
import * as messages from './messages.ts';

const TOAST_MS = 8_000;

/**
 * Changes one record and returns its undo; null where nothing changed. `paths` are the fields or item properties
 * (`items/<id>/<property>`) that the work sets.
 *
 * The undo is based on the record as the work left it, so it does not overwrite what others changed since: that becomes
 * a conflict, as with every edit that did not know of another.
 */
export async function withUndo(
  engine: Engine,
  key: RecordKey,
  paths: readonly string[],
  work: () => Promise<void>,
): Promise<Undo | null> {
  const live = untyped(engine).record(key);
  const before = live.get();
  await work();
  return undoOf(engine, key, paths, before, live.get());
}

function undoOf(
  engine: Engine,
  key: RecordKey,
  paths: readonly string[],
  before: Row | undefined,
  after: Row | undefined,
): Undo | null {
  // Which paths the work set, and to what, is known only at run time.
  const { repository } = untyped(engine);
  if (after === undefined) return before === undefined ? null : () => repository.restore(key);
  if (before === undefined) return () => repository.delete(key);
  const set = valuesToRestore(before, after, paths);
  return Object.keys(set).length === 0 ? null : () => repository.update(key, set, after);
}

/** The values that restore a record's earlier state at these paths. */
export function valuesToRestore(before: Row, after: Row, paths: readonly string[]): PathValues {
  const set: Record<string, PathValues[string]> = {};
  for (const path of paths) {
    const was = valueAt(before, path);
    if (!same(was, valueAt(after, path))) set[path] = was;
  }
  return set;
}

/**
 * Shows what was done, with Undo. A record has one such toast at a time: its last change. `after` says what is true once
 * it is undone, where that is more than the name in `detail`.
 */
export function offerUndo(
  key: RecordKey,
  title: string,
  detail: string | null,
  back: Undo | null,
  after: string | null = detail,
): void {
  sayDone({ toast: `done/${key.id}`, title, detail, back, after, records: [key.id], duration: TOAST_MS });
}

/** No toast for added records, which are visible anyway; undo is available through Ctrl/Cmd-Z only. */
export function rememberAdded({ repository }: Engine, key: RecordKey, name: string | null): void {
  const words = name === null ? messages.removed : messages.removedNamed(name);
  pushUndo({ toast: `done/${key.id}`, words, back: () => repository.delete(key) });
}

/** Shows what was done, with Undo. Ctrl/Cmd-Z can undo it longer than the toast is visible. */
export function sayDone({
  toast,
  title,
  detail,
  back,
  after,
  duration,
  records,
  undone = () => undefined,
}: {
  readonly toast: string;
  readonly title: string;
  readonly detail: string | null;
  readonly back: Undo | null;
  /** See `Step.words`. */
  readonly after: string | null;
  readonly duration: number;
  /** See `Step.records`. */
  readonly records: readonly string[];
  /** Called after the button has undone it. */
  readonly undone?: () => void;
}): void {
  const message = { id: toast, title, detail, duration };
  if (back === null) {
    showToast(message);
    return;
  }
  const forget = pushUndo({ toast, words: after, back, records });
  const onPress = () => {
    forget();
    void back().then(undone, notDone);
  };
  showToast({ ...message, action: { label: common.undo, onPress } });
}

/** Shows why the write of a pressed button failed. */
export function notDone(error: unknown): void {
  showToast({ title: messages.couldNotDo, detail: reasonOf(error) });
}
