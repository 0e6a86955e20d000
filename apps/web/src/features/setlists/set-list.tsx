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
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { type RowTools, SET_GRID, SetRow } from './set-row.tsx';
import { nameOfLine, type SetLine } from './set-words.ts';
import type { MoveTo } from './use-set-actions.ts';

const INSTRUCTIONS =
  'Press Space to lift the row, the arrow keys to move it, Space again to drop it, Escape to put it back. ' +
  'Press Enter for a list of moves. Alt and an arrow key moves it by one.';

/** Enter opens the menu of moves, so only Space lifts. */
const KEYS = { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] };

interface Drag {
  readonly ids: readonly string[];
}

/**
 * While somebody drags, rows stay where they were when the drag began: what others move meanwhile must not run away
 * under the finger. It shows as soon as the row is dropped.
 */
function held(lines: readonly SetLine[], drag: Drag | null): readonly SetLine[] {
  if (drag === null) return lines;
  const byId = new Map(lines.map((line) => [line.id, line]));
  return drag.ids.flatMap((id) => byId.get(id) ?? []);
}

/** The rows of a set, to be moved by finger, mouse and keys. */
export function SetList({
  lines: current,
  tools,
  selecting,
  selected,
  onMove,
  onDrop,
}: {
  readonly lines: readonly SetLine[];
  /** Null for who may only read. */
  readonly tools: RowTools | null;
  readonly selecting: boolean;
  readonly selected: ReadonlySet<string>;
  readonly onMove: (line: SetLine, to: MoveTo) => void;
  /** `before` is the row that will follow; null at the end. */
  readonly onDrop: (line: SetLine, before: string | null) => void;
}) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const lines = held(current, drag);
  const ids = useMemo(() => lines.map(({ id }) => id), [lines]);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates, keyboardCodes: KEYS }),
  );
  const words = (id: string | number) => {
    const line = lines.find((each) => each.id === id);
    return line === undefined ? 'The row' : nameOfLine(line);
  };
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
    setDrag(null);
    const [from, to] = [ids.indexOf(String(active.id)), ids.indexOf(String(over?.id))];
    const line = lines[from];
    if (line === undefined || to === -1 || from === to) return;
    const after = arrayMove(ids, from, to).slice(to + 1);
    const group = selected.has(line.id) ? selected : new Set([line.id]);
    onDrop(line, after.find((id) => !group.has(id)) ?? null);
  };

  const [moved, setMoved] = useState('');
  const movedId = useRef<string | null>(null);
  useEffect(() => {
    if (movedId.current === null) return;
    const index = current.findIndex(({ id }) => id === movedId.current);
    const line = current[index];
    movedId.current = null;
    if (line !== undefined) setMoved(`${nameOfLine(line)}: place ${index + 1} of ${current.length}`);
  }, [current]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || tools === null) return;
    const id = (event.target as Element).closest('[data-item]')?.getAttribute('data-item');
    const line = current.find((each) => each.id === id);
    if (line === undefined || drag !== null) return;
    event.preventDefault();
    movedId.current = line.id;
    onMove(line, event.key === 'ArrowUp' ? 'up' : 'down');
  };

  return (
    <div className="overflow-clip rounded-[14px] border border-hairline bg-surface">
      <div
        aria-hidden="true"
        className={`${SET_GRID} min-h-9 border-b border-hairline pl-1 text-12 font-semibold text-muted max-desk:hidden`}
      >
        <span />
        <span>#</span>
        <span>Title</span>
        <span>Key</span>
        <span>BPM</span>
        <span>Time</span>
        <span>Clock</span>
      </div>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={{ announcements, screenReaderInstructions: { draggable: INSTRUCTIONS } }}
        onDragStart={() => setDrag({ ids: current.map(({ id }) => id) })}
        onDragEnd={onDragEnd}
        onDragCancel={() => setDrag(null)}
      >
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          <ol aria-label="Items of the set" onKeyDown={onKeyDown}>
            {lines.map((line) => (
              <SetRow key={line.id} line={line} selecting={selecting} selected={selected.has(line.id)} tools={tools} />
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
