import { type ComponentType, lazy, Suspense, useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import type { QuestionProps } from './unsaved-question.tsx';

const load = () => import('./unsaved-question.tsx');

/** Offline, before the device has all of the app, the browser's own question is better than none. */
function PlainQuestion({ onStay, onDiscard }: QuestionProps) {
  useEffect(() => {
    if (window.confirm('Discard what you typed? It is not saved yet.')) onDiscard();
    else onStay();
  }, [onStay, onDiscard]);
  return null;
}

const Question = lazy<ComponentType<QuestionProps>>(() =>
  load().then(
    (m): { default: ComponentType<QuestionProps> } => ({ default: m.UnsavedDialog }),
    () => ({ default: PlainQuestion }),
  ),
);

interface Guard {
  /** The form's own question; without one, the app's is asked. */
  readonly ask: (() => void) | undefined;
}

/** Forms on screen with something typed that is kept nowhere yet; the last one is on top. */
const guards: Guard[] = [];

export const hasUnsaved = (): boolean => guards.length > 0;

/**
 * Keeps what is typed in a form from going away by a way out of the page: Back, a link, a reload, closing the tab.
 * `dirty` is true as long as there is something to lose, and false while it is being saved. A dialog gives `ask`, which
 * shows its own question; the way out is then not taken. Without it the app asks, and "Discard" takes the way out.
 */
export function useUnsavedGuard(dirty: boolean, ask?: () => void): void {
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  const own = ask !== undefined;
  useEffect(() => {
    if (!dirty) return;
    void load().catch(() => undefined);
    const guard: Guard = { ask: own ? () => latest.current?.() : undefined };
    guards.push(guard);
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', beforeUnload);
    return () => {
      guards.splice(guards.indexOf(guard), 1);
      window.removeEventListener('beforeunload', beforeUnload);
    };
  }, [dirty, own]);
}

/** Asks before a way out is taken while something is typed. Mounted once, above every page. */
export function UnsavedQuestion() {
  const blocker = useBlocker(
    // A search that becomes part of the address, or an anchor, leaves the form where it is.
    ({ currentLocation, nextLocation }) => hasUnsaved() && currentLocation.pathname !== nextLocation.pathname,
  );
  const asked = blocker.state === 'blocked' ? guards.at(-1) : undefined;
  const ownQuestion = asked?.ask;
  useEffect(() => {
    if (blocker.state !== 'blocked' || ownQuestion === undefined) return;
    blocker.reset();
    ownQuestion();
  }, [blocker, ownQuestion]);
  if (blocker.state !== 'blocked' || ownQuestion !== undefined) return null;
  return (
    <Suspense fallback={null}>
      <Question onStay={() => blocker.reset()} onDiscard={() => blocker.proceed()} />
    </Suspense>
  );
}
