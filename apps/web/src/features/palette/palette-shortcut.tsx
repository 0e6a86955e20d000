import { useLive } from '@rockon/sync-react';
import { lazy, Suspense, useEffect } from 'react';
import { palette } from '../../lib/palette.ts';

const load = () => import('./palette.tsx');
const Palette = lazy(() => load().then((m) => ({ default: m.Palette })));

/** Ctrl/Cmd-K opens search and commands from anywhere, also out of a text field. */
export function PaletteShortcut() {
  const open = useLive(palette);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      // A form on top has work in it that must not be left behind.
      if (!palette.get() && document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      palette.set(!palette.get());
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return <Suspense fallback={null}>{open && <Palette />}</Suspense>;
}
