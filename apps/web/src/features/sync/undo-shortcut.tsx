import { useEngine } from '@rockon/sync-react';
import { useEffect } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { notDone } from '../../records/undo.ts';
import { forgetSteps, lastStep } from '../../session/undo-stack.ts';
import { dismissToast, showToast } from '../../ui/toaster.tsx';

/** Where Ctrl/Cmd-Z belongs to what is typed, or to a form on top. A box that is ticked has nothing of its own to take back. */
const OTHERS = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], [role="dialog"]';

/** Ctrl/Cmd-Z outside of text fields takes back what was done last on this device; again, what was done before that. */
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
      void step.back().then(() => showToast({ id: 'taken-back', title: 'Taken back', detail: step.words }), notDone);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another band or another person begins with nothing to take back
  useEffect(() => forgetSteps, [engine, bandId]);
  return null;
}
