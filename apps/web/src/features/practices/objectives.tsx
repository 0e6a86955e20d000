import { type Objective, type Practice, sortedItems } from '@rockon/domain';
import { useMemo, useState } from 'react';
import { notDone } from '../../records/undo.ts';
import { useItemActions } from '../../records/use-item-actions.ts';
import { cx } from '../../ui/cx.ts';
import * as common from '../../ui/messages.ts';
import { Section } from '../../ui/page.tsx';
import { SortableList } from '../../ui/sortable-list.tsx';
import { AddLine } from './add-line.tsx';
import { ItemTextDialog } from './item-text-dialog.tsx';
import * as messages from './messages.ts';
import { PlanRow } from './plan-row.tsx';

/** What the band wants to reach: added line by line, ticked when it is reached. */
export function Objectives({ practice, mayEdit }: { readonly practice: Practice; readonly mayEdit: boolean }) {
  const actions = useItemActions('practices', practice.id, 'objectives');
  const rows = useMemo(
    () => sortedItems<Objective>(practice.objectives).map((item) => ({ ...item, name: item.text })),
    [practice.objectives],
  );
  const [editing, setEditing] = useState<(Objective & { readonly id: string }) | null>(null);
  const reached = rows.filter((row) => row.done === true).length;
  if (rows.length === 0 && !mayEdit) return null;
  const tick = (id: string, text: string, done: boolean) => {
    const title = done ? messages.objectiveReached : messages.objectiveReopened;
    void actions.change(id, { done }, title, text).catch(notDone);
  };
  return (
    <Section title={messages.objectives} aside={rows.length > 0 && messages.reachedOf(reached, rows.length)}>
      {rows.length > 0 && (
        <SortableList
          label={messages.objectives}
          rows={rows}
          movable={mayEdit}
          onMove={(id, to) => actions.move([id], to, messages.objective)}
          onDrop={(id, before) => actions.drop([id], before, messages.objective)}
        >
          {(row, handle) => (
            <PlanRow
              name={row.text}
              done={row.done === true}
              handle={handle}
              mayEdit={mayEdit}
              entries={[{ kind: 'item', name: common.edit, onSelect: () => setEditing(row) }]}
              onTick={(done) => tick(row.id, row.text, done)}
              onMove={(to) => actions.move([row.id], to, row.text)}
              onRemove={() => actions.remove([row.id], row.text)}
            >
              <p className={cx('min-w-0 flex-1 py-2.5 text-16', row.done === true && 'text-muted line-through')}>
                {row.text}
              </p>
            </PlanRow>
          )}
        </SortableList>
      )}
      {mayEdit && (
        <AddLine
          label={messages.newObjective}
          button={messages.addObjective}
          placeholder={messages.objectivePlaceholder}
          max={300}
          onAdd={(text) => actions.add([{ text }], text)}
        />
      )}
      {editing !== null && (
        <ItemTextDialog
          title={messages.objective}
          label={messages.objective}
          max={300}
          required
          practice={practice}
          text={editing.text}
          onSave={(text, base) => actions.change(editing.id, { text }, messages.objectiveUpdated, text ?? '', base)}
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  );
}
