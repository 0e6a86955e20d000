import { useLive } from '@rockon/sync-react';
import { lazy, Suspense, useEffect } from 'react';
import { palette } from '../../lib/palette.ts';

const load = () => import('./palette.tsx');
const Palette = lazy(() => load().then((m) => ({ default: m.Palette })));

/** Ctrl/Cmd-K opens search and commands on every page, even from a text field. */
export function PaletteShortcut() {
  const open = useLive(palette);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      // Not while a dialog is open: its form may have unsaved changes.
      if (!palette.get() && document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      palette.set(!palette.get());
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return <Suspense fallback={null}>{open && <Palette />}</Suspense>;
}
