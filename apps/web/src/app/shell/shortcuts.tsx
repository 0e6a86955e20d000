import { Suspense, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { lazyComponent } from '../../ui/lazy-component.ts';
import { GO_TO } from './go-to.ts';

const ShortcutHelp = lazyComponent(
  () => import('./shortcut-help.tsx'),
  (m) => m.ShortcutHelp,
);

/** How long after `g` the second key still counts. */
const SECOND_KEY_MS = 1_500;

/** `g` and a letter open a page, `?` lists all shortcuts. Inactive in text fields, menus and dialogs. */
export function Shortcuts() {
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  const pressed = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, textarea, select, [contenteditable], [role="menu"]')) return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      if (event.key === '?') {
        event.preventDefault();
        setHelp(true);
        return;
      }
      const second = event.timeStamp - pressed.current < SECOND_KEY_MS;
      pressed.current = event.key === 'g' && !second ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const page = second ? GO_TO.find(({ key }) => key === event.key) : undefined;
      if (page === undefined) return;
      event.preventDefault();
      void navigate(page.to);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate]);
  return <Suspense fallback={null}>{help && <ShortcutHelp onClose={() => setHelp(false)} />}</Suspense>;
}
