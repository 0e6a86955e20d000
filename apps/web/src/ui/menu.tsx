import { type ComponentProps, lazy, type ReactNode, Suspense, useState } from 'react';
import type { MenuEntry } from './menu-entry.ts';

interface MenuProps {
  /** How the button that opens the menu looks; it gets the button's own props. */
  readonly trigger: (props: ComponentProps<'button'>) => ReactNode;
  readonly entries: readonly MenuEntry[];
  readonly align?: 'start' | 'end';
}

const load = () => import('./menu-popup.tsx');
const Popup = lazy(() => load().then((m) => ({ default: m.MenuPopup })));

/**
 * A button that opens a menu. The menu's code loads with the first press: a song list has a menu per row and hardly ever
 * opens one.
 */
export function Menu({ trigger, entries, align = 'end' }: MenuProps) {
  const [used, setUsed] = useState(false);
  const closed = trigger({
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: () => void load().catch(() => undefined),
    onFocus: () => void load().catch(() => undefined),
    onClick: () => setUsed(true),
  });
  if (!used) return closed;
  return (
    <Suspense fallback={closed}>
      <Popup trigger={trigger({})} entries={entries} align={align} />
    </Suspense>
  );
}
