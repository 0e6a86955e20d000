import { canEdit, dayInWords, type Practice, practiceEntry } from '@rockon/domain';
import { useEngine, useRecord } from '@rockon/sync-react';
import { ListMusic } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { deviceZone } from '../../lib/device-zone.ts';
import { AddToCalendar } from '../../records/add-to-calendar.tsx';
import { UnknownZone } from '../../records/clocks.tsx';
import { type HistoryPart, RecordPage, RecordRoute, useEditing } from '../../records/record-page.tsx';
import { cardClass, Section } from '../../ui/page.tsx';
import { Agenda } from './agenda.tsx';
import { nameOfPractice, timesHere, timesInWords } from './format-practice.ts';
import * as messages from './messages.ts';
import { Objectives } from './objectives.tsx';
import { PracticeStatusMark } from './practice-status.tsx';
import { WrapUp } from './wrap-up.tsx';

const PracticeFormDialog = lazy(() =>
  import('./practice-form-dialog.tsx').then((m) => ({ default: m.PracticeFormDialog })),
);

export function PracticePage({ History }: { readonly History: HistoryPart }) {
  return (
    <RecordRoute table="practices">
      {(practice) => <PracticeDetail practice={practice} History={History} key={practice.id} />}
    </RecordRoute>
  );
}

function PracticeDetail({ practice, History }: { readonly practice: Practice; readonly History: HistoryPart }) {
  const band = useBand();
  const mayEdit = canEdit(band.role);
  const setlist = useRecord({ scope: band.id, table: 'setlists', id: practice.setlistId ?? '' });
  const [editing, setEditing] = useEditing();
  const engine = useEngine();
  const titleOf = (song: string) => engine.record({ scope: band.id, table: 'songs', id: song }).get()?.title;
  const { timeZone } = practice;
  const times = timesInWords(practice);
  const facts = [
    dayInWords(practice, Date.now()),
    times,
    times !== null && timeZone !== null && timeZone !== deviceZone() ? timeZone.replaceAll('_', ' ') : null,
    timesHere(practice, deviceZone()),
    practice.place,
  ];
  return (
    <>
      <RecordPage
        table="practices"
        record={practice}
        title={nameOfPractice(practice)}
        subtitle={
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-16 text-secondary">
            <span className="wrap-anywhere">{facts.filter((fact) => fact !== null).join(' · ')}</span>
            <PracticeStatusMark status={practice.status} />
            {setlist !== undefined && (
              <Link
                to={`/setlists/${setlist.id}`}
                className="inline-flex items-center gap-1.5 text-14 underline decoration-control underline-offset-3 hover:text-text touch:min-h-11"
              >
                <ListMusic className="size-4 text-muted" aria-hidden="true" />
                {setlist.name}
              </Link>
            )}
          </p>
        }
        actions={
          practice.date !== null && (
            <AddToCalendar entryOf={() => practiceEntry(practice, setlist?.name ?? null, titleOf)} />
          )
        }
        onEdit={() => setEditing(true)}
        History={History}
      >
        <UnknownZone zone={timeZone} place="place" />
        {practice.notes !== null && (
          <Section title={messages.notes}>
            <p className={`${cardClass} px-4 py-3.5 text-16 leading-7 whitespace-pre-wrap text-text`}>
              {practice.notes}
            </p>
          </Section>
        )}
        <Objectives practice={practice} mayEdit={mayEdit} />
        <Agenda practice={practice} mayEdit={mayEdit} />
        <WrapUp practice={practice} mayEdit={mayEdit} />
      </RecordPage>
      <Suspense fallback={null}>
        {editing && <PracticeFormDialog record={practice} onClose={() => setEditing(false)} />}
      </Suspense>
    </>
  );
}
