import { formatDuration, type Setlist, type SetSum } from '@rockon/domain';
import { memo } from 'react';
import { RecordRow, type RowProps } from '../../records/record-row.tsx';
import { countOf, sumInWords } from './format-set.ts';

/** A setlist in the list: how much is in it, how long it is, where it is played. */
export const SetlistRow = memo(function SetlistRow({
  sum,
  shows,
  ...row
}: RowProps<Setlist> & {
  readonly sum: SetSum;
  /** Where it is played, in words. */
  readonly shows: string;
}) {
  const { name, targetSeconds } = row.record;
  return (
    <RecordRow
      {...row}
      table="setlists"
      title={name}
      aside={
        <p className="text-right">
          <span className="block text-16 font-semibold desk:text-14">{sumInWords(sum)}</span>
          {targetSeconds !== null && (
            <span className="block text-12 text-muted">of {formatDuration(targetSeconds)}</span>
          )}
        </p>
      }
    >
      <p className="truncate text-13 text-secondary">
        <span>{countOf(sum.songs, 'song')}</span>
        {shows !== '' && <span className="text-muted"> · {shows}</span>}
      </p>
    </RecordRow>
  );
});
