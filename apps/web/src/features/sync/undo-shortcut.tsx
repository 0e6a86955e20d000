import { useEngine } from '@rockon/sync-react';
import { useEffect } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { notDone } from '../../records/undo.ts';
import { forgetSteps, lastStep } from '../../session/undo-stack.ts';
import { dismissToast, showToast } from '../../ui/toaster.tsx';
import * as messages from './connection-messages.ts';

/** Where Ctrl/Cmd-Z belongs to the field being edited, or to a dialog on top. A checkbox has no undo of its own. */
const OTHERS = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], [role="dialog"]';

/** Ctrl/Cmd-Z outside of text fields undoes the last change made on this device; pressed again, the one before. */
export function UndoShortcut() {
  const engine = useEngine();
  const { id: bandId } = useBand();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(OTHERS) !== null) return;
      const step = lastStep();
      if (step === null) return;
      event.preventDefault();
      dismissToast(step.toast);
      void step.back().then(() => showToast({ id: 'undone', title: messages.undone, detail: step.words }), notDone);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another band or another person starts with an empty undo stack
  useEffect(() => forgetSteps, [engine, bandId]);
  return null;
}
