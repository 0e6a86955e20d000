import { canEdit, ENTITIES, fold, recordAside, recordName, searchRecords, songTitles } from '@rockon/domain';
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
import { commands } from './commands.ts';

const MOST = 30;
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

/** Search over the band's whole book on this device, and everything that can be done from anywhere. */
export function Palette() {
  const engine = useEngine();
  const band = useBand();
  const navigate = useNavigate();
  const { complete: bookIsHere } = useBandContent();
  const work = useBandRecords();
  const [query, setQuery] = useState('');
  const calm = useDeferredValue(query);
  const found = useMemo(() => searchRecords(work, calm, MOST), [work, calm]);
  const close = () => palette.set(false);
  const all = useMemo(
    () =>
      commands(engine, band.role, (path) => {
        void navigate(path);
      }),
    [engine, band.role, navigate],
  );
  const words = fold(calm).split(/\s+/).filter(Boolean);
  const shown = all.filter(({ name, also = '' }) => words.every((word) => fold(`${name} ${also}`).includes(word)));
  const titles = useMemo(() => songTitles(work.flatMap(([table, row]) => (table === 'songs' ? [row] : []))), [work]);
  const song = useMemo(() => typedSong(calm, titles), [calm, titles]);
  const typed = canEdit(band.role) && song?.like?.surely !== true ? song : null;
  // What Enter takes is the best one found, as soon as it is found; arrows move from there.
  const [first] = found;
  const best = first === undefined ? (shown[0]?.name ?? ADD_TYPED) : `${first[0]}/${first[1].id}`;
  const [chosen, setChosen] = useState({ best, value: best });
  const value = chosen.best === best ? chosen.value : best;
  const addTyped = ({ values }: TypedSong) =>
    void addSong(engine, band.id, values).then((id) => navigate(recordPath('songs', id)), notDone);
  const run = (action: () => void) => () => {
    close();
    action();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-[rgb(0_0_0/0.6)]" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[max(0.75rem,env(safe-area-inset-top))] z-50 mx-auto max-h-[80dvh] max-w-xl animate-fade overflow-hidden rounded-[16px] border border-hairline bg-surface shadow-float desk:top-[12dvh]"
        >
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Menu
            label="Search and commands"
            shouldFilter={false}
            loop
            value={value}
            onValueChange={(next) => setChosen({ best, value: next })}
            className="flex max-h-[80dvh] flex-col"
          >
            <Menu.Input
              value={query}
              onValueChange={setQuery}
              placeholder="Songs, setlists, shows, practices, commands"
              className="h-14 w-full border-b border-hairline bg-transparent px-5 text-16 text-text placeholder:text-muted focus-visible:outline-none"
            />
            <Menu.List className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2 pb-3">
              {calm.trim() !== '' && found.length === 0 && shown.length === 0 && (
                <p className="px-3 py-6 text-center text-14 text-secondary">
                  {bookIsHere ? (
                    'Nothing in the book by these words.'
                  ) : (
                    <>
                      The whole book is not on this device yet: what you look for may be in the rest of it.{' '}
                      <TextButton onClick={() => void engine.sync()}>Retry</TextButton>
                    </>
                  )}
                </p>
              )}
              {found.length > 0 && (
                <Menu.Group heading="In the book" className={groupClass}>
                  {found.map((each) => {
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
              )}
              {shown.length > 0 && (
                <Menu.Group heading="Commands" className={groupClass}>
                  {shown.map((command) => (
                    <Item key={command.name} id={command.name} icon={command.icon} onSelect={run(command.run)}>
                      {command.name}
                    </Item>
                  ))}
                </Menu.Group>
              )}
              {typed !== null && (
                <Menu.Group heading="New" className={groupClass}>
                  <Item id={ADD_TYPED} icon={Plus} onSelect={run(() => addTyped(typed))}>
                    <span className="min-w-0 truncate">Add song “{typed.values.title}”</span>
                    {typed.values.artist !== null && (
                      <span className="min-w-0 truncate text-13 text-muted">{typed.values.artist}</span>
                    )}
                  </Item>
                </Menu.Group>
              )}
            </Menu.List>
          </Menu>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
