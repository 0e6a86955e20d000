import { useEngine } from '@rockon/sync-react';
import { useEffect } from 'react';
import { recentDeletes, undoDelete } from '../../platform/recent-deletes.ts';
import { showToast } from '../../ui/toaster.tsx';

/** Ctrl/Cmd-Z outside of text fields takes back the last deletion. */
export function UndoShortcut() {
  const engine = useEngine();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null) return;
      const [last] = recentDeletes.get();
      if (last === undefined) return;
      event.preventDefault();
      void undoDelete(engine, last.key).then(() => showToast({ title: 'Restored', detail: last.name }));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [engine]);
  return null;
}
