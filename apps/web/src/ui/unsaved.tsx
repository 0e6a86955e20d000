import { type ComponentType, lazy, Suspense, useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import * as messages from './messages.ts';
import type { QuestionProps } from './unsaved-question.tsx';

const load = () => import('./unsaved-question.tsx');

/** The browser's own question, for when the dialog cannot be loaded: offline, before the whole app is cached. */
function PlainQuestion({ onStay, onDiscard }: QuestionProps) {
  useEffect(() => {
    if (window.confirm(`${messages.discardQuestion} ${messages.discardDetail}`)) onDiscard();
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
  /** The form's own question; without one, the app's dialog is shown. */
  readonly ask: (() => void) | undefined;
}

/** Forms on screen with unsaved changes; the last one is on top. */
const guards: Guard[] = [];

export const hasUnsaved = (): boolean => guards.length > 0;

/**
 * Guards unsaved changes against leaving the page: Back, a link, a reload, closing the tab. `dirty` is true as long as
 * there is something to lose, and false while it is being saved. A dialog passes `ask`, which shows its own question; the
 * navigation is then canceled. Without it the app asks, and "Discard" continues the navigation.
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

/** Asks before navigation discards unsaved changes. Mounted once, above every page. */
export function UnsavedQuestion() {
  const blocker = useBlocker(
    // A changed search parameter or anchor leaves the form on screen.
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
