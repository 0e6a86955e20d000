import {
  canEdit,
  dayFromToday,
  formatDay,
  nextUp,
  PRACTICE_STATUS_LABELS,
  SHOW_STATUS_LABELS,
  todayIn,
} from '@rockon/domain';
import { useRecords, useSyncStatus } from '@rockon/sync-react';
import { CalendarClock, MicVocal, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { recordPath } from '../../records/record-path.ts';
import { RecordSyncIcon, recordKey } from '../../records/record-sync-icon.tsx';
import { cx } from '../../ui/cx.ts';
import { cardClass } from '../../ui/page.tsx';
import * as messages from './messages.tsx';
import { linkClass } from './row-classes.ts';

interface Coming {
  readonly table: 'shows' | 'practices';
  readonly id: string;
  readonly title: string;
  readonly date: string;
  readonly timeZone: string | null;
  readonly facts: readonly (string | null)[];
}

/** The card of the next show or practice: when first, then what and where. */
function ComingCard({
  coming,
  icon,
  label,
}: {
  readonly coming: Coming;
  readonly icon: ReactNode;
  readonly label: string;
}) {
  const band = useBand();
  const { table, id, title, date, timeZone, facts } = coming;
  const status = useSyncStatus(recordKey(band.id, table, id));
  return (
    <article
      data-record={`${table}/${id}`}
      className={cx(cardClass, 'relative grid content-start gap-1 p-4 hover:bg-raised/50')}
    >
      <div className="flex items-center gap-2 text-13 font-medium text-muted [&_svg]:size-4">
        {icon}
        {label}
        <span className="ml-auto">
          <RecordSyncIcon status={status} />
        </span>
      </div>
      <p className="text-22 font-bold tracking-[-0.02em]">
        {capital(dayFromToday(date, todayIn(timeZone, Date.now())))}
      </p>
      <Link
        to={recordPath(table, id)}
        className={cx(
          linkClass,
          'truncate text-16 after:rounded-[14px]',
          status.kind === 'unread' ? 'font-bold' : 'font-medium',
        )}
      >
        {title}
      </Link>
      <p className="text-13 text-secondary">
        {[formatDay(date), ...facts].filter((fact) => fact !== null).join(' · ')}
      </p>
    </article>
  );
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function NothingPlanned({
  to,
  icon,
  label,
  complete,
}: {
  readonly to: string;
  readonly icon: ReactNode;
  readonly label: string;
  readonly complete: boolean;
}) {
  const band = useBand();
  return (
    <article className={cx(cardClass, 'grid content-start gap-1 border-dashed! p-4')}>
      <p className="flex items-center gap-2 text-13 font-medium text-muted [&_svg]:size-4">
        {icon}
        {label}
      </p>
      {complete ? (
        <>
          <p className="text-16 text-secondary">{messages.nothingPlanned}</p>
          {canEdit(band.role) && (
            <Link
              to={to}
              className="inline-flex min-h-8 items-center gap-1.5 justify-self-start rounded text-14 font-medium underline decoration-control underline-offset-3 touch:min-h-11"
            >
              <Plus className="size-4" aria-hidden="true" />
              {messages.planOne}
            </Link>
          )}
        </>
      ) : (
        <p className="text-16 text-secondary">{messages.notOnDevice}</p>
      )}
    </article>
  );
}

/** The next show and the next practice. */
export function NextUp() {
  const { id: scope } = useBand();
  const shows = useRecords({ scope, table: 'shows' });
  const practices = useRecords({ scope, table: 'practices' });
  const now = Date.now();
  const show = nextUp(shows.rows, (each) => each.loadIn ?? each.soundcheck ?? each.doors ?? each.setTime, now);
  const practice = nextUp(practices.rows, (each) => each.startsAt, now);
  const micro = <MicVocal aria-hidden="true" />;
  const calendar = <CalendarClock aria-hidden="true" />;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {show?.date ? (
        <ComingCard
          label={messages.nextShow}
          icon={micro}
          coming={{
            table: 'shows',
            id: show.id,
            title: show.name,
            date: show.date,
            timeZone: show.timeZone,
            facts: [show.setTime, show.venue, show.status === null ? null : SHOW_STATUS_LABELS[show.status]],
          }}
        />
      ) : (
        <NothingPlanned label={messages.nextShow} icon={micro} to="/shows" complete={shows.complete} />
      )}
      {practice?.date ? (
        <ComingCard
          label={messages.nextPractice}
          icon={calendar}
          coming={{
            table: 'practices',
            id: practice.id,
            title: practice.name ?? messages.unnamedPractice,
            date: practice.date,
            timeZone: practice.timeZone,
            facts: [
              practice.startsAt,
              practice.place,
              practice.status === null ? null : PRACTICE_STATUS_LABELS[practice.status],
            ],
          }}
        />
      ) : (
        <NothingPlanned label={messages.nextPractice} icon={calendar} to="/practices" complete={practices.complete} />
      )}
    </div>
  );
}
