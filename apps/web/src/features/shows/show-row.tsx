import { calendarTile, dayInWords, firstTime, type Show } from '@rockon/domain';
import { memo } from 'react';
import { RecordRow, type RowProps, WhenAndWhere } from '../../records/record-row.tsx';
import { ShowStatusMark } from './show-status.tsx';

/** The day as a calendar tile. */
function Tile({ date }: { readonly date: string | null }) {
  const tile = date === null ? null : calendarTile(date);
  return (
    <span
      aria-hidden="true"
      className="grid size-12 shrink-0 content-center justify-items-center rounded-[10px] bg-raised leading-tight"
    >
      <b className="text-18 font-bold">{tile?.date ?? '?'}</b>
      {tile !== null && <span className="text-12 text-muted">{tile.month}</span>}
    </span>
  );
}

/** A show in the list: date, name, venue and status. */
export const ShowRow = memo(function ShowRow(props: RowProps<Show>) {
  const { record: show } = props;
  const status = <ShowStatusMark status={show.status} />;
  return (
    <RecordRow
      {...props}
      table="shows"
      title={show.name}
      lead={<Tile date={show.date} />}
      aside={<span className="max-desk:hidden">{status}</span>}
    >
      <WhenAndWhere when={dayInWords(show, Date.now())} facts={[show.setTime ?? firstTime(show), show.venue]} />
      <p className="desk:hidden">{status}</p>
    </RecordRow>
  );
});
