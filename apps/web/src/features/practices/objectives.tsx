import { type Objective, type Practice, sortedItems } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { Ellipsis } from 'lucide-react';
import { useMemo, useState } from 'react';
import { notDone } from '../../records/undo.ts';
import { useItemActions } from '../../records/use-item-actions.ts';
import { IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Menu } from '../../ui/menu.tsx';
import { Section } from '../../ui/page.tsx';
import { moveEntries, RowWithHandle, SortableList } from '../../ui/sortable-list.tsx';
import { AddLine } from './add-line.tsx';
import { ItemTextDialog } from './item-text-dialog.tsx';
import { Tick } from './tick.tsx';

/** What the band wants to reach: added line by line, ticked when it is reached. */
export function Objectives({ practice, mayEdit }: { readonly practice: Practice & Row; readonly mayEdit: boolean }) {
  const actions = useItemActions('practices', practice.id, 'objectives');
  const rows = useMemo(
    () => sortedItems<Objective>(practice.objectives).map((item) => ({ ...item, name: item.text })),
    [practice.objectives],
  );
  const [editing, setEditing] = useState<(Objective & { readonly id: string }) | null>(null);
  const done = rows.filter((row) => row.done === true).length;
  if (rows.length === 0 && !mayEdit) return null;
  return (
    <Section title="Objectives" aside={rows.length > 0 && `${done} of ${rows.length} reached`}>
      {rows.length > 0 && (
        <SortableList
          label="Objectives"
          rows={rows}
          movable={mayEdit}
          onMove={(id, to) => actions.move([id], to, 'Objective')}
          onDrop={(id, before) => actions.drop([id], before, 'Objective')}
        >
          {(row, handle) => (
            <RowWithHandle handle={handle}>
              <Tick
                name={row.text}
                done={row.done === true}
                onChange={
                  mayEdit
                    ? (on) =>
                        void actions
                          .change(row.id, { done: on }, on ? 'Objective reached' : 'Objective open again', row.text)
                          .catch(notDone)
                    : null
                }
              />
              <p className={cx('min-w-0 flex-1 py-2.5 text-16', row.done === true && 'text-muted line-through')}>
                {row.text}
              </p>
              {mayEdit && (
                <Menu
                  trigger={(props) => (
                    <IconButton label={`Actions for ${row.text}`} className="my-1 mr-1" {...props}>
                      <Ellipsis className="size-5" aria-hidden="true" />
                    </IconButton>
                  )}
                  entries={[
                    { kind: 'item', name: 'Edit', onSelect: () => setEditing(row) },
                    ...moveEntries((to) => actions.move([row.id], to, row.text)),
                    { kind: 'line', name: 'removal' },
                    { kind: 'item', name: 'Remove', danger: true, onSelect: () => actions.remove([row.id], row.text) },
                  ]}
                />
              )}
            </RowWithHandle>
          )}
        </SortableList>
      )}
      {mayEdit && (
        <AddLine
          label="New objective"
          button="Add objective"
          placeholder="Endings together: Enter adds"
          max={300}
          onAdd={(text) => actions.add([{ text }], text)}
        />
      )}
      {editing !== null && (
        <ItemTextDialog
          title="Objective"
          label="Objective"
          max={300}
          required
          practice={practice}
          text={editing.text}
          onSave={(text, base) => actions.change(editing.id, { text }, 'Saved', text ?? '', base)}
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  );
}
