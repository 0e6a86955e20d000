import { type AgendaItem, formatDuration, type Practice, type Song, sortedItems } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useRecords } from '@rockon/sync-react';
import { Ellipsis } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { notDone } from '../../records/undo.ts';
import { useItemActions } from '../../records/use-item-actions.ts';
import { IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Menu } from '../../ui/menu.tsx';
import { Section } from '../../ui/page.tsx';
import { moveEntries, RowWithHandle, SortableList } from '../../ui/sortable-list.tsx';
import { AgendaAdd } from './agenda-add.tsx';
import { ItemTextDialog } from './item-text-dialog.tsx';
import { Tick } from './tick.tsx';

interface Line extends AgendaItem {
  readonly id: string;
  readonly name: string;
  /** Null for a topic, for a song that was deleted, and for one that is not on this device yet. */
  readonly of: Song | null;
}

function facts({ key, bpm, durationSeconds }: Song): string {
  const known = [
    key,
    bpm === null ? null : `${bpm} BPM`,
    durationSeconds === null ? null : formatDuration(durationSeconds),
  ];
  return known.filter((fact) => fact !== null).join(' · ');
}

/** What to play and to talk about, in order, with a note each; ticked while one rehearses. */
export function Agenda({ practice, mayEdit }: { readonly practice: Practice & Row; readonly mayEdit: boolean }) {
  const { id: scope } = useBand();
  const { rows: songs, complete } = useRecords<Song & Row>({ scope, table: 'songs' });
  const actions = useItemActions('practices', practice.id, 'agenda');
  const [editing, setEditing] = useState<{ readonly line: Line; readonly part: 'note' | 'title' } | null>(null);
  const lines = useMemo(() => {
    const byId = new Map(songs.map((song) => [song.id, song]));
    return sortedItems<AgendaItem>(practice.agenda).map((item): Line => {
      const song = item.kind === 'song' && item.song !== undefined ? (byId.get(item.song) ?? null) : null;
      const gone = item.kind === 'song' && song === null && complete;
      const name = song?.title ?? item.title ?? (item.kind === 'song' ? 'A song' : 'A topic');
      return { ...item, of: song, name: gone ? `${name} (deleted)` : name };
    });
  }, [practice.agenda, songs, complete]);
  const done = lines.filter((line) => line.done === true).length;
  return (
    <Section title="Agenda" aside={lines.length > 0 && `${done} of ${lines.length} done`}>
      {lines.length === 0 && !mayEdit && <p className="text-14 text-secondary">Nothing on the agenda.</p>}
      {lines.length > 0 && (
        <SortableList
          label="Agenda"
          rows={lines}
          movable={mayEdit}
          onMove={(id, to) => actions.move([id], to, 'Agenda')}
          onDrop={(id, before) => actions.drop([id], before, 'Agenda')}
        >
          {(line, handle) => (
            <RowWithHandle handle={handle}>
              <Tick
                name={line.name}
                done={line.done === true}
                onChange={
                  mayEdit
                    ? (on) =>
                        void actions
                          .change(line.id, { done: on }, on ? 'Ticked' : 'Open again', `“${line.name}”`)
                          .catch(notDone)
                    : null
                }
              />
              <div className="min-w-0 flex-1 py-2.5">
                <p className={cx('text-16', line.done === true && 'text-muted line-through')}>
                  {line.of === null ? (
                    <span className={line.kind === 'topic' ? 'italic' : 'text-secondary'}>{line.name}</span>
                  ) : (
                    <Link to={`/songs/${line.of.id}`} className="font-medium hover:underline">
                      {line.of.title}
                    </Link>
                  )}
                </p>
                {line.of !== null && facts(line.of) !== '' && (
                  <p className="text-13 text-secondary">{facts(line.of)}</p>
                )}
                {line.note !== undefined && (
                  <p className="mt-0.5 text-14 whitespace-pre-wrap text-secondary">{line.note}</p>
                )}
              </div>
              {mayEdit && (
                <Menu
                  trigger={(props) => (
                    <IconButton label={`Actions for ${line.name}`} className="my-1 mr-1" {...props}>
                      <Ellipsis className="size-5" aria-hidden="true" />
                    </IconButton>
                  )}
                  entries={[
                    {
                      kind: 'item',
                      name: line.note === undefined ? 'Add a note' : 'Edit the note',
                      onSelect: () => setEditing({ line, part: 'note' }),
                    },
                    ...(line.kind === 'topic'
                      ? [
                          {
                            kind: 'item',
                            name: 'Edit the topic',
                            onSelect: () => setEditing({ line, part: 'title' }),
                          } as const,
                        ]
                      : []),
                    ...moveEntries((to) => actions.move([line.id], to, line.name)),
                    { kind: 'line', name: 'removal' },
                    {
                      kind: 'item',
                      name: 'Remove',
                      danger: true,
                      onSelect: () => actions.remove([line.id], `“${line.name}”`),
                    },
                  ]}
                />
              )}
            </RowWithHandle>
          )}
        </SortableList>
      )}
      {mayEdit && <AgendaAdd practice={practice} songs={songs} actions={actions} />}
      {editing !== null && (
        <ItemTextDialog
          title={editing.part === 'note' ? editing.line.name : 'Topic'}
          label={editing.part === 'note' ? 'Note' : 'Text'}
          max={editing.part === 'note' ? 2000 : 200}
          required={editing.part === 'title'}
          practice={practice}
          text={editing.line[editing.part] ?? ''}
          onSave={(text, base) =>
            actions.change(editing.line.id, { [editing.part]: text }, 'Saved', `“${editing.line.name}”`, base)
          }
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  );
}
