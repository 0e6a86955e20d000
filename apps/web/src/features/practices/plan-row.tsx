import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import * as common from '../../ui/messages.ts';
import { moveEntries, type RowMove, RowWithHandle } from '../../ui/sortable-list.tsx';
import { Tick } from './tick.tsx';

/** A row of the agenda or the objectives: handle, box to tick, content, and a menu. */
export function PlanRow({
  name,
  done,
  handle,
  mayEdit,
  entries,
  onTick,
  onMove,
  onRemove,
  children,
}: {
  readonly name: string;
  readonly done: boolean;
  /** Null for viewers. */
  readonly handle: ReactNode;
  readonly mayEdit: boolean;
  /** The first entries of the menu, before the moves. */
  readonly entries: readonly MenuEntry[];
  readonly onTick: (done: boolean) => void;
  readonly onMove: (to: RowMove) => void;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}) {
  return (
    <RowWithHandle handle={handle}>
      <Tick name={name} done={done} onChange={mayEdit ? onTick : null} />
      {children}
      {mayEdit && (
        <Menu
          trigger={(props) => (
            <IconButton label={common.actionsFor(name)} className="my-1 mr-1" {...props}>
              <Ellipsis className="size-5" aria-hidden="true" />
            </IconButton>
          )}
          entries={[
            ...entries,
            ...moveEntries(onMove),
            { kind: 'line', name: 'removal' },
            { kind: 'item', name: common.remove, danger: true, onSelect: onRemove },
          ]}
        />
      )}
    </RowWithHandle>
  );
}
