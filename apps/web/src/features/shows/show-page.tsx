import { dayInWords, formatMoney, type Show, showEntry, showStops } from '@rockon/domain';
import { useRecord, useRecords } from '@rockon/sync-react';
import { ExternalLink, ListMusic } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { deviceZone } from '../../lib/device-zone.ts';
import { AddToCalendar } from '../../records/add-to-calendar.tsx';
import { hereInWords, UnknownZone } from '../../records/clocks.tsx';
import { type HistoryPart, RecordPage, RecordRoute, useEditing } from '../../records/record-page.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { cardClass, Section } from '../../ui/page.tsx';
import * as messages from './messages.ts';
import { ShowContacts } from './show-contacts.tsx';
import { ShowStatusMark } from './show-status.tsx';
import { useShowEntries } from './use-show-actions.ts';

const ShowFormDialog = lazy(() => import('./show-form-dialog.tsx').then((m) => ({ default: m.ShowFormDialog })));

export function ShowPage({ History }: { readonly History: HistoryPart }) {
  return (
    <RecordRoute table="shows">{(show) => <ShowDetail show={show} History={History} key={show.id} />}</RecordRoute>
  );
}

/** The times of the evening, from load-in to the end. */
function Times({ show }: { readonly show: Show }) {
  const stops = showStops(show, deviceZone());
  if (stops.length === 0) return null;
  const zone = show.timeZone;
  return (
    <Section title={messages.times} aside={zone !== null && zone !== deviceZone() && zone.replaceAll('_', ' ')}>
      <ol className={cx(cardClass, 'grid gap-px overflow-hidden bg-hairline! sm:grid-flow-col sm:auto-cols-fr')}>
        {stops.map((stop) => (
          <li key={stop.label} className="flex items-baseline gap-3 bg-surface px-4 py-3 sm:grid sm:gap-0.5">
            <span className="w-20 shrink-0 text-12 font-medium text-muted">{stop.label}</span>
            <span className="shrink-0 text-22 font-semibold tracking-[-0.01em]">{stop.clock}</span>
            {(stop.afterMidnight || stop.here !== null) && (
              <span className="grid text-12">
                {stop.afterMidnight && <span className="text-muted">{messages.afterMidnight}</span>}
                {stop.here !== null && <span className="text-secondary">{hereInWords(stop.here)}</span>}
              </span>
            )}
          </li>
        ))}
      </ol>
      <UnknownZone zone={zone} place="venue" />
    </Section>
  );
}

const mapAddress = (show: Show) =>
  `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent([show.venue, show.address].filter(Boolean).join(', '))}`;

function Where({ show }: { readonly show: Show }) {
  if (show.venue === null && show.address === null) return null;
  return (
    <Section title={messages.where}>
      <div className={cx(cardClass, 'flex flex-wrap items-center gap-3 px-4 py-3')}>
        <div className="min-w-0 flex-1">
          {show.venue !== null && <p className="font-semibold wrap-anywhere">{show.venue}</p>}
          {show.address !== null && <p className="text-14 whitespace-pre-wrap text-secondary">{show.address}</p>}
        </div>
        <a href={mapAddress(show)} target="_blank" rel="noopener noreferrer" className={buttonClass('secondary', 'sm')}>
          {messages.map}
          <ExternalLink className="size-3.5 text-muted" aria-label={messages.opensInNewTab} />
        </a>
      </div>
    </Section>
  );
}

/** The show's setlist, or that it was deleted or is not on this device yet. */
function Songs({ show }: { readonly show: Show }) {
  const band = useBand();
  const { setlistId } = show;
  const setlist = useRecord({ scope: band.id, table: 'setlists', id: setlistId ?? '' });
  const { complete } = useRecords({ scope: band.id, table: 'setlists' });
  if (setlistId === null) return null;
  if (setlist === undefined) {
    return (
      <Section title={messages.setlist}>
        <p className="text-14 text-muted">{complete ? messages.setlistDeleted : messages.setlistNotOnDevice}</p>
      </Section>
    );
  }
  const songs = Object.values(setlist.items).filter(({ kind }) => kind === 'song').length;
  return (
    <Section title={messages.setlist}>
      <Link
        to={`/setlists/${setlistId}`}
        className={cx(cardClass, 'flex min-h-14 items-center gap-3 px-4 py-3 hover:bg-raised/50')}
      >
        <ListMusic className="size-5 shrink-0 text-muted" aria-hidden="true" />
        <span className="min-w-0 flex-1 truncate font-semibold">{setlist.name}</span>
        <span className="text-13 text-muted">{messages.songCount(songs)}</span>
      </Link>
    </Section>
  );
}

function ShowDetail({ show, History }: { readonly show: Show; readonly History: HistoryPart }) {
  const band = useBand();
  const [editing, setEditing] = useEditing();
  const entries = useShowEntries();
  const setlist = useRecord({ scope: band.id, table: 'setlists', id: show.setlistId ?? '' });
  return (
    <>
      <RecordPage
        table="shows"
        record={show}
        title={show.name}
        subtitle={
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-16 text-secondary">
            {dayInWords(show, Date.now())}
            <ShowStatusMark status={show.status} />
          </p>
        }
        actions={show.date !== null && <AddToCalendar entryOf={() => showEntry(show, setlist?.name ?? null)} />}
        menu={entries(show)}
        onEdit={() => setEditing(true)}
        History={History}
      >
        <Times show={show} />
        <Where show={show} />
        <Songs show={show} />
        {show.payMinor !== null && (
          <Section title={messages.pay}>
            <p className="text-22 font-semibold">{formatMoney(show.payMinor, show.currency)}</p>
          </Section>
        )}
        <ShowContacts show={show} />
        {show.notes !== null && (
          <Section title={messages.notes}>
            <p className={`${cardClass} px-4 py-3.5 text-16 leading-7 whitespace-pre-wrap text-text`}>{show.notes}</p>
          </Section>
        )}
      </RecordPage>
      <Suspense fallback={null}>
        {editing && <ShowFormDialog record={show} onClose={() => setEditing(false)} />}
      </Suspense>
    </>
  );
}
