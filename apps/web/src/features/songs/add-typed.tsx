import { type Song, songTitles } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { ListFilter, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import * as recordMessages from '../../records/messages.ts';
import { addSong, type TypedSong, typedSong } from '../../records/quick-add.ts';
import { notDone } from '../../records/undo.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import * as messages from './dialog-messages.ts';

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

/** The band's song with the same title, as a link. */
function Like({ typed }: { readonly typed: TypedSong }) {
  if (typed.like === null) return null;
  const { song, surely } = typed.like;
  return (
    <p>
      {surely ? messages.hiddenByFilters : messages.sameTitle}{' '}
      <Link to={`/songs/${song.id}`} className="font-medium text-text underline underline-offset-3">
        {song.artist === null ? song.title : messages.titleBy(song.title, song.artist)}
      </Link>
    </p>
  );
}

/** No song matches the search: offers to add what was typed. */
export function NothingFound({ onClear, ...props }: Props & { readonly onClear: () => void }) {
  const { typed, add } = useTyped(props);
  const sure = typed?.like?.surely === true;
  return (
    <EmptyState
      icon={<ListFilter aria-hidden="true" />}
      title={messages.noSongMatches(props.text.trim())}
      actions={
        <>
          {typed !== null && (
            <Button variant={sure ? 'secondary' : 'primary'} onClick={() => add(typed)} className="max-w-full min-w-0">
              <Plus className="size-4 shrink-0" aria-hidden="true" />
              <span className="truncate">{messages.addTyped(typed.values.title)}</span>
            </Button>
          )}
          <Button onClick={onClear}>{recordMessages.clearFilters}</Button>
        </>
      }
    >
      {typed !== null && (
        <div className="grid gap-1">
          <Like typed={typed} />
          {!sure && (
            <p>{typed.values.artist === null ? messages.enterAdds : messages.enterAddsBy(typed.values.artist)}</p>
          )}
        </div>
      )}
    </EmptyState>
  );
}

/** Below a few matches: what was typed may still be another song. */
export function AddBelow(props: Props) {
  const { typed, add } = useTyped(props);
  if (typed === null || typed.like?.surely === true) return null;
  return (
    <Button variant="ghost" onClick={() => add(typed)} className="max-w-full min-w-0 self-start">
      <Plus className="size-4 shrink-0" aria-hidden="true" />
      <span className="truncate">
        {typed.values.artist === null
          ? messages.addTyped(typed.values.title)
          : messages.addTypedBy(typed.values.title, typed.values.artist)}
      </span>
    </Button>
  );
}
