import { type AgendaItem, formatDuration, type Practice, type Song, sortedItems } from '@rockon/domain';
import { useRecords } from '@rockon/sync-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { notDone } from '../../records/undo.ts';
import { useItemActions } from '../../records/use-item-actions.ts';
import { cx } from '../../ui/cx.ts';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import * as common from '../../ui/messages.ts';
import { Section } from '../../ui/page.tsx';
import { SortableList } from '../../ui/sortable-list.tsx';
import { AgendaAdd } from './agenda-add.tsx';
import { ItemTextDialog } from './item-text-dialog.tsx';
import * as messages from './messages.ts';
import { PlanRow } from './plan-row.tsx';

interface Line extends AgendaItem {
  readonly id: string;
  readonly name: string;
  /** Null for a topic, for a song that was deleted, and for one that is not on this device yet. */
  readonly of: Song | null;
}

interface Editing {
  readonly line: Line;
  readonly part: 'note' | 'title';
}

function useLines({ agenda }: Practice, songs: readonly Song[], complete: boolean): readonly Line[] {
  return useMemo(() => {
    const byId = new Map(songs.map((song) => [song.id, song]));
    return sortedItems<AgendaItem>(agenda).map((item): Line => {
      const song = item.kind === 'song' && item.song !== undefined ? (byId.get(item.song) ?? null) : null;
      const deleted = item.kind === 'song' && song === null && complete;
      const unnamed = item.kind === 'song' ? messages.unnamedSong : messages.unnamedTopic;
      const name = song?.title ?? item.title ?? unnamed;
      return { ...item, of: song, name: deleted ? messages.deletedSong(name) : name };
    });
  }, [agenda, songs, complete]);
}

function facts({ key, bpm, durationSeconds }: Song): string {
  const known = [
    key,
    bpm === null ? null : messages.bpm(bpm),
    durationSeconds === null ? null : formatDuration(durationSeconds),
  ];
  return known.filter((fact) => fact !== null).join(' · ');
}

function LineText({ line }: { readonly line: Line }) {
  return (
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
      {line.of !== null && facts(line.of) !== '' && <p className="text-13 text-secondary">{facts(line.of)}</p>}
      {line.note !== undefined && <p className="mt-0.5 text-14 whitespace-pre-wrap text-secondary">{line.note}</p>}
    </div>
  );
}

const editEntries = (line: Line, edit: (editing: Editing) => void): readonly MenuEntry[] => [
  {
    kind: 'item',
    name: line.note === undefined ? messages.addNote : messages.editNote,
    onSelect: () => edit({ line, part: 'note' }),
  },
  ...(line.kind === 'topic'
    ? [{ kind: 'item' as const, name: messages.editTopic, onSelect: () => edit({ line, part: 'title' }) }]
    : []),
];

/** What to play and to talk about, in order, with a note each; ticked during the practice. */
export function Agenda({ practice, mayEdit }: { readonly practice: Practice; readonly mayEdit: boolean }) {
  const { id: scope } = useBand();
  const { rows: songs, complete } = useRecords({ scope, table: 'songs' });
  const actions = useItemActions('practices', practice.id, 'agenda');
  const [editing, setEditing] = useState<Editing | null>(null);
  const lines = useLines(practice, songs, complete);
  const done = lines.filter((line) => line.done === true).length;
  const tick = (line: Line, on: boolean) => {
    const title = on ? messages.itemDone : messages.itemReopened;
    void actions.change(line.id, { done: on }, title, common.quoted(line.name)).catch(notDone);
  };
  return (
    <Section title={messages.agenda} aside={lines.length > 0 && messages.doneOf(done, lines.length)}>
      {lines.length === 0 && !mayEdit && <p className="text-14 text-secondary">{messages.agendaEmpty}</p>}
      {lines.length > 0 && (
        <SortableList
          label={messages.agenda}
          rows={lines}
          movable={mayEdit}
          onMove={(id, to) => actions.move([id], to, messages.agenda)}
          onDrop={(id, before) => actions.drop([id], before, messages.agenda)}
        >
          {(line, handle) => (
            <PlanRow
              name={line.name}
              done={line.done === true}
              handle={handle}
              mayEdit={mayEdit}
              entries={editEntries(line, setEditing)}
              onTick={(on) => tick(line, on)}
              onMove={(to) => actions.move([line.id], to, line.name)}
              onRemove={() => actions.remove([line.id], common.quoted(line.name))}
            >
              <LineText line={line} />
            </PlanRow>
          )}
        </SortableList>
      )}
      {mayEdit && <AgendaAdd practice={practice} songs={songs} actions={actions} />}
      {editing !== null && (
        <ItemTextDialog
          title={editing.part === 'note' ? editing.line.name : messages.topic}
          label={editing.part === 'note' ? messages.note : messages.topicText}
          max={editing.part === 'note' ? 2000 : 200}
          required={editing.part === 'title'}
          practice={practice}
          text={editing.line[editing.part] ?? ''}
          onSave={(text, base) =>
            actions.change(
              editing.line.id,
              { [editing.part]: text },
              editing.part === 'note' ? messages.noteUpdated : messages.topicUpdated,
              common.quoted(editing.line.name),
              base,
            )
          }
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  );
}
