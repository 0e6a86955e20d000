import { formatDuration, type Setlist, type SetSum } from '@rockon/domain';
import { memo } from 'react';
import { RecordRow, type RowProps } from '../../records/record-row.tsx';
import { sumInWords } from './format-set.ts';
import * as messages from './messages.ts';

/** A setlist in the list: songs, length and shows. */
export const SetlistRow = memo(function SetlistRow({
  sum,
  shows,
  ...row
}: RowProps<Setlist> & {
  readonly sum: SetSum;
  /** The names of the shows that use it. */
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
            <span className="block text-12 text-muted">{messages.ofTarget(formatDuration(targetSeconds))}</span>
          )}
        </p>
      }
    >
      <p className="truncate text-13 text-secondary">
        <span>{messages.songCount(sum.songs)}</span>
        {shows !== '' && <span className="text-muted"> · {shows}</span>}
      </p>
    </RecordRow>
  );
});
