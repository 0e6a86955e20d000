import { formatTags, parseTags, type song as songEntity, songLike, songTitles } from '@rockon/domain';
import { useRecords } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useWatch } from 'react-hook-form';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import type { RecordFormPart } from '../../records/use-record-form.ts';
import * as messages from './dialog-messages.ts';

type Form = RecordFormPart<typeof songEntity>['form'];

const OFFERED = 6;

/** Hints at a song with the same title. It never prevents saving. */
export function DuplicateHint({ form, ownId }: { readonly form: Form; readonly ownId: string | undefined }) {
  const { id: scope } = useBand();
  const { rows } = useRecords({ scope, table: 'songs' });
  const titles = useMemo(() => songTitles(rows.filter(({ id }) => id !== ownId)), [rows, ownId]);
  const [title, artist] = useWatch({ control: form.control, name: ['title', 'artist'] });
  const like = songLike(titles, { title, artist });
  return (
    <p aria-live="polite" className="col-span-2 text-13 text-secondary empty:hidden desk:col-span-6">
      {like !== null && (
        <>
          {like.surely ? messages.alreadyInBand : messages.sameTitle}{' '}
          <Link to={`/songs/${like.song.id}`} className="font-medium text-text underline underline-offset-3">
            {like.song.artist === null ? like.song.title : messages.titleBy(like.song.title, like.song.artist)}
          </Link>
        </>
      )}
    </p>
  );
}

/** The band's most used tags that start with what is being typed. */
export function TagSuggestions({ form }: { readonly form: Form }) {
  const { id: scope } = useBand();
  const { rows } = useRecords({ scope, table: 'songs' });
  const used = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { tags } of rows) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([tag]) => tag);
  }, [rows]);
  const typed = useWatch({ control: form.control, name: 'tags' });
  const parts = typed.split(',');
  const last = (parts.at(-1) ?? '').trim().toLowerCase();
  const has = new Set(parseTags(typed).map((tag) => tag.toLowerCase()));
  const offered = used
    .filter((tag) => !has.has(tag.toLowerCase()) && tag.toLowerCase().startsWith(last))
    .slice(0, OFFERED);
  if (offered.length === 0) return null;
  return (
    <div className="col-span-2 -mt-2 flex flex-wrap gap-1.5 desk:col-span-3 desk:col-start-4">
      {offered.map((tag) => (
        <button
          key={tag}
          type="button"
          aria-label={messages.addTag(tag)}
          onClick={() => {
            const whole = last === '' ? typed : parts.slice(0, -1).join(',');
            form.setValue('tags', formatTags([...parseTags(whole), tag]), { shouldDirty: true, shouldValidate: true });
          }}
          className="h-7 rounded-full border border-hairline px-2.5 text-12 text-secondary hover:border-control hover:text-text touch:h-11 touch:px-4"
        >
          {tag}
        </button>
      ))}
    </div>
  );
}
