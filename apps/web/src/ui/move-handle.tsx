import type { DraggableAttributes, DraggableSyntheticListeners } from '@dnd-kit/core';
import { GripVertical } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import type { MenuEntry } from './menu-entry.ts';
import * as messages from './sortable-messages.ts';

const Popup = lazy(() => import('./menu-popup.tsx').then((m) => ({ default: m.MenuPopup })));

/** The handle of a row: drag it to move the row, press it for a menu of moves, or Space to move with the arrow keys. */
export function MoveHandle({
  name,
  entries,
  attributes,
  listeners,
  activator,
}: {
  readonly name: string;
  readonly entries: () => readonly MenuEntry[];
  readonly attributes: DraggableAttributes;
  readonly listeners: DraggableSyntheticListeners;
  readonly activator: (element: HTMLElement | null) => void;
}) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement | null>(null);
  return (
    <span className="relative inline-grid">
      <button
        type="button"
        {...attributes}
        {...listeners}
        ref={(element) => {
          button.current = element;
          activator(element);
        }}
        aria-label={messages.moveItem(name)}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        className="inline-grid h-10 w-8 cursor-grab touch-none place-items-center rounded-lg text-muted hover:bg-raised hover:text-text active:cursor-grabbing touch:size-11"
      >
        <GripVertical className="size-4" aria-hidden="true" />
      </button>
      <Suspense fallback={null}>
        {open && (
          <Popup
            align="start"
            trigger={<span aria-hidden="true" className="pointer-events-none absolute inset-0" />}
            entries={entries()}
            onClose={() => setOpen(false)}
            returnFocus={() => button.current?.focus()}
          />
        )}
      </Suspense>
    </span>
  );
}
