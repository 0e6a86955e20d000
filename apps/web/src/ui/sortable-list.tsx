import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { cx } from './cx.ts';
import type { MenuEntry } from './menu-entry.ts';
import { MoveHandle } from './move-handle.tsx';

const INSTRUCTIONS =
  'Press Space to lift the row, the arrow keys to move it, Space again to drop it, Escape to put it back. ' +
  'Press Enter for a list of moves. Alt and an arrow key moves it by one.';

/** Enter opens the menu of moves, so only Space lifts. */
const KEYS = { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] };

export type RowMove = 'up' | 'down' | 'top' | 'bottom';

export interface SortableRow {
  readonly id: string;
  /** What it is called in announcements and names. */
  readonly name: string;
}

/** Every move that a drag can make, in words. */
export const moveEntries = (onMove: (to: RowMove) => void): readonly MenuEntry[] => [
  { kind: 'item', name: 'Move up', onSelect: () => onMove('up') },
  { kind: 'item', name: 'Move down', onSelect: () => onMove('down') },
  { kind: 'item', name: 'Move to top', onSelect: () => onMove('top') },
  { kind: 'item', name: 'Move to bottom', onSelect: () => onMove('bottom') },
];

interface RowParts<R extends SortableRow> {
  /** The row beside or around its handle; the handle is null for who may only read. */
  readonly children: (row: R, handle: ReactNode) => ReactNode;
  readonly rowClass?: ((row: R) => string) | undefined;
}

function Sortable<R extends SortableRow>({
  row,
  movable,
  moves,
  rowClass,
  children,
}: RowParts<R> & { readonly row: R; readonly movable: boolean; readonly moves: (row: R) => readonly MenuEntry[] }) {
  const sortable = useSortable({ id: row.id, disabled: !movable });
  return (
    <li
      ref={sortable.setNodeRef}
      data-item={row.id}
      style={{ transform: CSS.Translate.toString(sortable.transform), transition: sortable.transition }}
      className={cx(
        'relative border-t border-hairline first:border-t-0',
        rowClass?.(row) ?? 'bg-surface',
        sortable.isDragging && 'z-10 shadow-float',
      )}
    >
      {children(
        row,
        movable ? (
          <MoveHandle
            name={row.name}
            entries={() => moves(row)}
            attributes={sortable.attributes}
            listeners={sortable.listeners}
            activator={sortable.setActivatorNodeRef}
          />
        ) : null,
      )}
    </li>
  );
}

const NOBODY: ReadonlySet<string> = new Set();

/**
 * A list whose rows are moved by finger, mouse and keys. While somebody drags, rows stay where they were when the drag
 * began: what others move meanwhile must not run away under the finger. It shows as soon as the row is dropped.
 */
export function SortableList<R extends SortableRow>({
  label,
  rows: current,
  movable,
  together = NOBODY,
  head,
  onMove,
  onDrop,
  moves = (row) => moveEntries((to) => onMove(row.id, to)),
  ...parts
}: RowParts<R> & {
  readonly label: string;
  readonly rows: readonly R[];
  /** False for who may only read. */
  readonly movable: boolean;
  /** Rows that go along when one of them is dragged. */
  readonly together?: ReadonlySet<string>;
  /** Above the rows, in the same frame. */
  readonly head?: ReactNode;
  readonly onMove: (id: string, to: RowMove) => void;
  /** `before` is the row that will follow; null at the end. */
  readonly onDrop: (id: string, before: string | null) => void;
  /** What the menu of a handle offers, where that is more than the usual moves. */
  readonly moves?: ((row: R) => readonly MenuEntry[]) | undefined;
}) {
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const rows = useMemo(() => {
    if (held === null) return current;
    const byId = new Map(current.map((row) => [row.id, row]));
    return held.flatMap((id) => byId.get(id) ?? []);
  }, [current, held]);
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates, keyboardCodes: KEYS }),
  );
  const words = (id: string | number) => rows.find((row) => row.id === id)?.name ?? 'The row';
  const place = (id: string | number) => `place ${ids.indexOf(String(id)) + 1} of ${ids.length}`;
  // A row is over itself as soon as it is lifted; said at once, that would drown that it was.
  const left = useRef(false);
  const announcements: Announcements = {
    onDragStart: ({ active }) => {
      left.current = false;
      return `${words(active.id)} is lifted, ${place(active.id)}.`;
    },
    onDragOver: ({ active, over }) => {
      left.current ||= over !== null && over.id !== active.id;
      return over === null || !left.current ? undefined : `${words(active.id)}: ${place(over.id)}.`;
    },
    onDragEnd: ({ active, over }) => `${words(active.id)} is dropped${over === null ? '' : `, ${place(over.id)}`}.`,
    onDragCancel: ({ active }) => `${words(active.id)} is back where it was.`,
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setHeld(null);
    const dragged = String(active.id);
    const [from, to] = [ids.indexOf(dragged), ids.indexOf(String(over?.id))];
    if (from === -1 || to === -1 || from === to) return;
    const after = arrayMove(ids, from, to).slice(to + 1);
    const group = together.has(dragged) ? together : NOBODY;
    onDrop(dragged, after.find((id) => !group.has(id)) ?? null);
  };

  const [moved, setMoved] = useState('');
  const movedId = useRef<string | null>(null);
  useEffect(() => {
    const index = current.findIndex(({ id }) => id === movedId.current);
    movedId.current = null;
    if (index !== -1) setMoved(`${current[index]?.name}: place ${index + 1} of ${current.length}`);
  }, [current]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || !movable || held !== null) return;
    const id = (event.target as Element).closest('[data-item]')?.getAttribute('data-item');
    if (id === null || id === undefined) return;
    event.preventDefault();
    movedId.current = id;
    onMove(id, event.key === 'ArrowUp' ? 'up' : 'down');
  };

  return (
    <div className="overflow-clip rounded-[14px] border border-hairline bg-surface">
      {head}
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={{ announcements, screenReaderInstructions: { draggable: INSTRUCTIONS } }}
        onDragStart={() => setHeld(current.map(({ id }) => id))}
        onDragEnd={onDragEnd}
        onDragCancel={() => setHeld(null)}
      >
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          <ol aria-label={label} onKeyDown={onKeyDown}>
            {rows.map((row) => (
              <Sortable key={row.id} row={row} movable={movable} moves={moves} {...parts} />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <p role="status" className="sr-only">
        {moved}
      </p>
    </div>
  );
}

/** The usual row: the handle, and what it is about beside it. */
export function RowWithHandle({ handle, children }: { readonly handle: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={cx('flex items-start gap-1', handle === null ? 'pl-3.5' : 'pl-1')}>
      {handle !== null && <span className="pt-0.5">{handle}</span>}
      {children}
    </div>
  );
}
