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
import * as messages from './sortable-messages.ts';

/** Enter opens the menu of moves, so only Space picks up a row. */
const KEYS = { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] };

export type RowMove = 'up' | 'down' | 'top' | 'bottom';

export interface SortableRow {
  readonly id: string;
  /** For announcements and accessible names. */
  readonly name: string;
}

/** Menu entries for the moves that a drag can make. */
export const moveEntries = (onMove: (to: RowMove) => void): readonly MenuEntry[] => [
  { kind: 'item', name: messages.moveUp, onSelect: () => onMove('up') },
  { kind: 'item', name: messages.moveDown, onSelect: () => onMove('down') },
  { kind: 'item', name: messages.moveToTop, onSelect: () => onMove('top') },
  { kind: 'item', name: messages.moveToBottom, onSelect: () => onMove('bottom') },
];

interface RowParts<R extends SortableRow> {
  /** The content of a row, with its handle; the handle is null for viewers. */
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

/** What a screen reader says during a drag. */
function useAnnouncements(rows: readonly SortableRow[]): Announcements {
  const nameOf = (id: string | number) => rows.find((row) => row.id === id)?.name ?? messages.unnamedRow;
  const placeOf = (id: string | number) => rows.findIndex((row) => row.id === id) + 1;
  // Skip the drag-over announcement of the row itself: it would interrupt "picked up".
  const left = useRef(false);
  return {
    onDragStart: ({ active }) => {
      left.current = false;
      return messages.pickedUp(nameOf(active.id), placeOf(active.id), rows.length);
    },
    onDragOver: ({ active, over }) => {
      left.current ||= over !== null && over.id !== active.id;
      return over === null || !left.current
        ? undefined
        : messages.movedTo(nameOf(active.id), placeOf(over.id), rows.length);
    },
    onDragEnd: ({ active, over }) =>
      over === null
        ? messages.dropped(nameOf(active.id))
        : messages.droppedAt(nameOf(active.id), placeOf(over.id), rows.length),
    onDragCancel: ({ active }) => messages.moveCanceled(nameOf(active.id)),
  };
}

/** The new position of a row that was moved by Alt and an arrow key, for a live region. */
function useMoveAnnouncement(rows: readonly SortableRow[]) {
  const [moved, setMoved] = useState('');
  const movedId = useRef<string | null>(null);
  useEffect(() => {
    const index = rows.findIndex(({ id }) => id === movedId.current);
    movedId.current = null;
    const row = rows[index];
    if (row !== undefined) setMoved(messages.movedTo(row.name, index + 1, rows.length));
  }, [rows]);
  const announceMoveOf = (id: string) => {
    movedId.current = id;
  };
  return { moved, announceMoveOf };
}

const NOBODY: ReadonlySet<string> = new Set();

/**
 * A list whose rows can be moved by touch, mouse and keyboard. During a drag the order is frozen, so that rows which others
 * move do not jump under the finger; their moves show as soon as the row is dropped.
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
  /** False for viewers. */
  readonly movable: boolean;
  /** Rows that move together when one of them is dragged. */
  readonly together?: ReadonlySet<string>;
  /** Above the rows, in the same frame. */
  readonly head?: ReactNode;
  readonly onMove: (id: string, to: RowMove) => void;
  /** `before` is the row that will follow; null at the end. */
  readonly onDrop: (id: string, before: string | null) => void;
  /** The menu of a row's handle, where it offers more than the four moves. */
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
  const announcements = useAnnouncements(rows);
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setHeld(null);
    const dragged = String(active.id);
    const [from, to] = [ids.indexOf(dragged), ids.indexOf(String(over?.id))];
    if (from === -1 || to === -1 || from === to) return;
    const after = arrayMove(ids, from, to).slice(to + 1);
    const group = together.has(dragged) ? together : NOBODY;
    onDrop(dragged, after.find((id) => !group.has(id)) ?? null);
  };

  const { moved, announceMoveOf } = useMoveAnnouncement(current);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || !movable || held !== null) return;
    const id = (event.target as Element).closest('[data-item]')?.getAttribute('data-item');
    if (id === null || id === undefined) return;
    event.preventDefault();
    announceMoveOf(id);
    onMove(id, event.key === 'ArrowUp' ? 'up' : 'down');
  };

  return (
    <div className="overflow-clip rounded-[14px] border border-hairline bg-surface">
      {head}
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={{ announcements, screenReaderInstructions: { draggable: messages.sortableInstructions } }}
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

/** A row with its handle on the left. */
export function RowWithHandle({ handle, children }: { readonly handle: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={cx('flex items-start gap-1', handle === null ? 'pl-3.5' : 'pl-1')}>
      {handle !== null && <span className="pt-0.5">{handle}</span>}
      {children}
    </div>
  );
}
