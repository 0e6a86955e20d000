import { type Setlist, setlistView } from '@rockon/domain';
import { ArrowLeft, Printer } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { RecordRoute } from '../../records/record-page.tsx';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { FilterChip } from '../../ui/chip.tsx';
import { Page, useTitle } from '../../ui/page.tsx';
import type { Fit } from './fit-sheet.ts';
import * as messages from './print-messages.ts';
import { type Paper, SetSheet, type SheetFields } from './set-sheet.tsx';
import { SetStage } from './set-stage.tsx';
import { useShows } from './use-attached-shows.ts';
import { useSongs } from './use-songs.ts';

const FIELDS = ['key', 'bpm', 'tuning', 'clock', 'notes'] as const satisfies readonly (keyof SheetFields)[];

export function PrintPage() {
  return <RecordRoute table="setlists">{(setlist) => <Print setlist={setlist} />}</RecordRoute>;
}

/** Letter in countries that use it, A4 elsewhere. */
const usualPaper = (): Paper => (/-(US|CA|MX|PH)\b/.test(navigator.language) ? 'letter' : 'a4');

function Print({ setlist }: { readonly setlist: Setlist }) {
  const { name } = useBand();
  const { byId, complete } = useSongs();
  const { bySetlist } = useShows();
  const [fields, setFields] = useState<SheetFields>({
    key: true,
    bpm: false,
    tuning: false,
    clock: false,
    notes: true,
  });
  const [paper, setPaper] = useState<Paper>(usualPaper);
  const [fit, setFit] = useState<Fit | null>(null);
  useTitle(messages.pageTitle(setlist.name));
  const shows = bySetlist.get(setlist.id) ?? [];
  const show = shows.length === 1 ? shows[0] : undefined;
  const start = setlist.startsAt ?? show?.setTime ?? null;
  const view = useMemo(() => setlistView(setlist.items, byId, complete, start), [setlist.items, byId, complete, start]);
  return (
    <Page>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2.5">
        <Link
          to={`/setlists/${setlist.id}`}
          className="-ml-2 inline-flex min-h-11 items-center gap-2 rounded-[10px] px-2 text-14 font-medium text-secondary hover:text-text"
        >
          <ArrowLeft className="size-4" aria-hidden="true" />
          {messages.back}
        </Link>
        <h1 className="text-18 font-bold">{messages.heading(setlist.name)}</h1>
        <Button variant="primary" className="ml-auto" onClick={() => window.print()}>
          <Printer className="size-4" aria-hidden="true" />
          {messages.print}
        </Button>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <fieldset className="flex flex-wrap gap-2">
          <legend className="sr-only">{messages.shown}</legend>
          {FIELDS.map((field) => (
            <FilterChip
              key={field}
              on={fields[field]}
              onClick={() => setFields((before) => ({ ...before, [field]: !before[field] }))}
            >
              {messages.fields[field]}
            </FilterChip>
          ))}
        </fieldset>
        <fieldset className="flex flex-wrap gap-2 desk:ml-4">
          <legend className="sr-only">{messages.paper}</legend>
          <FilterChip on={paper === 'a4'} onClick={() => setPaper('a4')}>
            {messages.a4}
          </FilterChip>
          <FilterChip on={paper === 'letter'} onClick={() => setPaper('letter')}>
            {messages.letter}
          </FilterChip>
        </fieldset>
        {fit?.whole === true && <p className="text-13 text-muted">{messages.onePage(fit.points, fit.columns)}</p>}
      </div>
      {fit?.whole === false && <Alert tone="info">{messages.morePages}</Alert>}
      <section aria-label={messages.sheet} className="rounded-[14px] border border-hairline bg-raised p-3 desk:p-6">
        <SetStage>
          <SetSheet
            setlist={setlist}
            view={view}
            show={show}
            band={name ?? ''}
            paper={paper}
            fields={fields}
            onFit={setFit}
          />
        </SetStage>
      </section>
    </Page>
  );
}
