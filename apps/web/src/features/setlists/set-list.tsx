import { useMemo } from 'react';
import { type RowMove, SortableList } from '../../ui/sortable-list.tsx';
import { nameOfLine, type SetLine } from './format-set.ts';
import * as messages from './messages.ts';
import { type RowTools, rowClass, SetHead, SetRow } from './set-row.tsx';

/** The rows of a setlist; selected ones move together. */
export function SetList({
  lines,
  tools,
  selecting,
  selected,
  onMove,
  onDrop,
}: {
  readonly lines: readonly SetLine[];
  /** Null for viewers. */
  readonly tools: RowTools | null;
  readonly selecting: boolean;
  readonly selected: ReadonlySet<string>;
  readonly onMove: (id: string, to: RowMove) => void;
  /** `before` is the row that will follow; null at the end. */
  readonly onDrop: (id: string, before: string | null) => void;
}) {
  const rows = useMemo(() => lines.map((line) => ({ id: line.id, name: nameOfLine(line), line })), [lines]);
  return (
    <SortableList
      label={messages.itemsLabel}
      rows={rows}
      movable={tools !== null}
      together={selected}
      rowClass={({ line }) => rowClass(line, selected.has(line.id))}
      onMove={onMove}
      onDrop={onDrop}
      moves={tools === null ? undefined : ({ line }) => tools.moves(line)}
      head={<SetHead movable={tools !== null} />}
    >
      {({ line }, handle) => (
        <SetRow line={line} handle={handle} selecting={selecting} selected={selected.has(line.id)} tools={tools} />
      )}
    </SortableList>
  );
}
