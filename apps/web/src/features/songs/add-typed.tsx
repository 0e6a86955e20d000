import { type Song, songTitles } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { ListFilter, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { addSong, type TypedSong, typedSong } from '../../records/quick-add.ts';
import { notDone } from '../../records/undo.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

interface Props {
  readonly text: string;
  readonly songs: readonly Song[];
  /** Called with the title of what was added. */
  readonly onAdded: (title: string) => void;
}

function useTyped({ text, songs, onAdded }: Props) {
  const engine = useEngine();
  const { id: band } = useBand();
  const titles = useMemo(() => songTitles(songs), [songs]);
  const typed = useMemo(() => typedSong(text, titles), [text, titles]);
  const add = ({ values }: TypedSong) => void addSong(engine, band, values).then(() => onAdded(values.title), notDone);
  return { typed, add };
}

/** What the band has of this name already, with the way to it. */
function Like({ typed }: { readonly typed: TypedSong }) {
  if (typed.like === null) return null;
  const { song, surely } = typed.like;
  return (
    <p>
      {surely ? 'The filters hide a song that the band has already: ' : 'The band has a song of this name: '}
      <Link to={`/songs/${song.id}`} className="font-medium text-text underline underline-offset-3">
        {song.title}
        {song.artist !== null && ` by ${song.artist}`}
      </Link>
    </p>
  );
}

/** Nothing by these words gets through search and filters: what was typed can be added at once. */
export function NothingFound({ onClear, ...props }: Props & { readonly onClear: () => void }) {
  const { typed, add } = useTyped(props);
  const sure = typed?.like?.surely === true;
  return (
    <EmptyState
      icon={<ListFilter aria-hidden="true" />}
      title={`No song matches “${props.text.trim()}”`}
      actions={
        <>
          {typed !== null && (
            <Button variant={sure ? 'secondary' : 'primary'} onClick={() => add(typed)} className="max-w-full min-w-0">
              <Plus className="size-4 shrink-0" aria-hidden="true" />
              <span className="truncate">Add “{typed.values.title}”</span>
            </Button>
          )}
          <Button onClick={onClear}>Clear search and filters</Button>
        </>
      }
    >
      {typed !== null && (
        <div className="grid gap-1">
          <Like typed={typed} />
          {!sure && (
            <p>
              {typed.values.artist === null
                ? 'Enter adds it at once. “Title - Artist” works too.'
                : `Enter adds it at once, by ${typed.values.artist}.`}
            </p>
          )}
        </div>
      )}
    </EmptyState>
  );
}

/** Below a few songs that were found: what was typed may still be another one. */
export function AddBelow(props: Props) {
  const { typed, add } = useTyped(props);
  if (typed === null || typed.like?.surely === true) return null;
  return (
    <Button variant="ghost" onClick={() => add(typed)} className="max-w-full min-w-0 self-start">
      <Plus className="size-4 shrink-0" aria-hidden="true" />
      <span className="truncate">
        Add “{typed.values.title}”{typed.values.artist !== null && ` by ${typed.values.artist}`}
      </span>
    </Button>
  );
}
