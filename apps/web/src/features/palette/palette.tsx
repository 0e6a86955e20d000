import {
  type BandRecord,
  canEdit,
  ENTITIES,
  fold,
  recordAside,
  recordName,
  searchRecords,
  songTitles,
} from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { Command as Menu } from 'cmdk';
import { type LucideIcon, Plus } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { palette } from '../../lib/palette.ts';
import { iconOf } from '../../records/entity-views.tsx';
import { addSong, type TypedSong, typedSong } from '../../records/quick-add.ts';
import { recordPath } from '../../records/record-path.ts';
import { notDone } from '../../records/undo.ts';
import { useBandContent, useBandRecords } from '../../records/use-band-records.ts';
import { TextButton } from '../../ui/button.tsx';
import * as common from '../../ui/messages.ts';
import { type Command, commands } from './commands.ts';
import * as messages from './messages.ts';

const MOST = 30;
/** The value of the item that adds the typed song; never shown. */
const ADD_TYPED = 'add what was typed';
const itemClass =
  'flex min-h-11 cursor-pointer items-center gap-3 rounded-[10px] px-3 py-1.5 text-14 text-text aria-selected:bg-raised [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted';
const groupClass =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted';

function Item({
  id,
  icon: Icon,
  onSelect,
  children,
}: {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Menu.Item value={id} onSelect={onSelect} className={itemClass}>
      <Icon aria-hidden="true" />
      {children}
    </Menu.Item>
  );
}

/** The records and commands that match the query, the song that it could add, and the item that Enter would choose. */
function useMatches(query: string) {
  const engine = useEngine();
  const { role } = useBand();
  const navigate = useNavigate();
  const work = useBandRecords();
  const deferred = useDeferredValue(query);
  const found = useMemo(() => searchRecords(work, deferred, MOST), [work, deferred]);
  const all = useMemo(() => commands(engine, role, (path) => void navigate(path)), [engine, role, navigate]);
  const words = fold(deferred).split(/\s+/).filter(Boolean);
  const shown = all.filter(({ name, also = '' }) => words.every((word) => fold(`${name} ${also}`).includes(word)));
  const titles = useMemo(() => songTitles(work.flatMap(([table, row]) => (table === 'songs' ? [row] : []))), [work]);
  const song = useMemo(() => typedSong(deferred, titles), [deferred, titles]);
  const typed = canEdit(role) && song?.like?.surely !== true ? song : null;
  const [first] = found;
  const best = first === undefined ? (shown[0]?.name ?? ADD_TYPED) : `${first[0]}/${first[1].id}`;
  return { found, shown, typed, best, none: deferred.trim() !== '' && found.length === 0 && shown.length === 0 };
}

/** Closes the palette, then does something. */
const run = (action: () => void) => () => {
  palette.set(false);
  action();
};

/** Search over all of the band's records on this device, and commands. */
export function Palette() {
  const [query, setQuery] = useState('');
  const { found, shown, typed, best, none } = useMatches(query);
  // The best match is selected as soon as it is found; arrow keys move from there.
  const [chosen, setChosen] = useState({ best, value: best });
  const value = chosen.best === best ? chosen.value : best;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && palette.set(false)}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-[rgb(0_0_0/0.6)]" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[max(0.75rem,env(safe-area-inset-top))] z-50 mx-auto max-h-[80dvh] max-w-xl animate-fade overflow-hidden rounded-[16px] border border-hairline bg-surface shadow-float desk:top-[12dvh]"
        >
          <Dialog.Title className="sr-only">{messages.title}</Dialog.Title>
          <Menu
            label={messages.title}
            shouldFilter={false}
            loop
            value={value}
            onValueChange={(next) => setChosen({ best, value: next })}
            className="flex max-h-[80dvh] flex-col"
          >
            <Menu.Input
              value={query}
              onValueChange={setQuery}
              placeholder={messages.placeholder}
              className="h-14 w-full border-b border-hairline bg-transparent px-5 text-16 text-text placeholder:text-muted focus-visible:outline-none"
            />
            <Menu.List className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2 pb-3">
              {none && <NothingFound />}
              {found.length > 0 && <Found records={found} />}
              {shown.length > 0 && <Commands shown={shown} />}
              {typed !== null && <AddTyped typed={typed} />}
            </Menu.List>
          </Menu>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function NothingFound() {
  const engine = useEngine();
  const { complete } = useBandContent();
  return (
    <p className="px-3 py-6 text-center text-14 text-secondary">
      {complete ? (
        messages.noMatches
      ) : (
        <>
          {messages.notAllOnDevice} <TextButton onClick={() => void engine.sync()}>{common.retry}</TextButton>
        </>
      )}
    </p>
  );
}

function Found({ records }: { readonly records: readonly BandRecord[] }) {
  const navigate = useNavigate();
  return (
    <Menu.Group heading={messages.results} className={groupClass}>
      {records.map((each) => {
        const [table, { id }] = each;
        const more = recordAside(each);
        return (
          <Item
            key={id}
            id={`${table}/${id}`}
            icon={iconOf(table)}
            onSelect={run(() => void navigate(recordPath(table, id)))}
          >
            <span className="min-w-0 truncate">{recordName(each)}</span>
            {more !== '' && <span className="min-w-0 truncate text-13 text-muted">{more}</span>}
            <span className="sr-only">{ENTITIES[table].noun}</span>
          </Item>
        );
      })}
    </Menu.Group>
  );
}

function Commands({ shown }: { readonly shown: readonly Command[] }) {
  return (
    <Menu.Group heading={messages.commands} className={groupClass}>
      {shown.map((command) => (
        <Item key={command.name} id={command.name} icon={command.icon} onSelect={run(command.run)}>
          {command.name}
        </Item>
      ))}
    </Menu.Group>
  );
}

function AddTyped({ typed: { values } }: { readonly typed: TypedSong }) {
  const engine = useEngine();
  const { id: bandId } = useBand();
  const navigate = useNavigate();
  const add = () => void addSong(engine, bandId, values).then((id) => navigate(recordPath('songs', id)), notDone);
  return (
    <Menu.Group heading={messages.newGroup} className={groupClass}>
      <Item id={ADD_TYPED} icon={Plus} onSelect={run(add)}>
        <span className="min-w-0 truncate">{messages.addSong(values.title)}</span>
        {values.artist !== null && <span className="min-w-0 truncate text-13 text-muted">{values.artist}</span>}
      </Item>
    </Menu.Group>
  );
}
