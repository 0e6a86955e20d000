import { formatDay, formatDuration, type Setlist, type SetlistView, type Show, type Song } from '@rockon/domain';
import { useLayoutEffect, useRef, useState } from 'react';
import { type Fit, fitSheet } from './fit-sheet.ts';
import { nameOfLine, type SetLine, sumInWords } from './format-set.ts';
import * as messages from './messages.ts';
import './print.css';

export interface SheetFields {
  readonly key: boolean;
  readonly bpm: boolean;
  readonly tuning: boolean;
  readonly clock: boolean;
  readonly notes: boolean;
}
export type Paper = 'a4' | 'letter';

function Line({ line, fields }: { readonly line: SetLine; readonly fields: SheetFields }) {
  const note = fields.notes && line.item.note !== undefined && <p className="set-note">{line.item.note}</p>;
  if (line.kind !== 'song') {
    if (line.kind === 'note' && !fields.notes) return null;
    return (
      <>
        <p className={line.kind === 'note' ? 'set-note' : 'set-line set-bar'}>
          <span className="set-title">{nameOfLine(line)}</span>
          {line.kind === 'break' && line.seconds !== null && <span>{formatDuration(line.seconds)}</span>}
        </p>
        {note}
      </>
    );
  }
  const facts = [
    fields.key && line.key,
    fields.bpm && line.bpm,
    fields.tuning && line.tuning !== null && line.tuning !== 'Standard' && line.tuning,
    fields.clock && line.clock !== null && `${line.exact ? '' : '≈'}${line.clock}`,
  ].filter((fact) => fact !== false && fact !== null);
  return (
    <div className="break-inside-avoid">
      <p className="set-line">
        <span className="set-number">{line.number}</span>
        <span className="set-title">{nameOfLine(line)}</span>
        {facts.length > 0 && <span className="set-facts">{facts.join('  ')}</span>}
      </p>
      {note}
    </div>
  );
}

/** Lays out in a font size and measures whether anything overflows. */
function overflows(box: HTMLElement, columns: number, points: number): boolean {
  box.style.columnCount = String(columns);
  box.style.fontSize = `${points}pt`;
  if (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1) return true;
  // A fact that does not wrap can overflow its line without making the box wider.
  return [...box.querySelectorAll<HTMLElement>('.set-line')].some((line) => line.scrollWidth > line.clientWidth + 1);
}

/** The printed page, in the largest font that fits everything on one page. */
export function SetSheet({
  setlist,
  view,
  show,
  band,
  paper,
  fields,
  onFit,
}: {
  readonly setlist: Setlist;
  readonly view: SetlistView<Song>;
  readonly show: Show | undefined;
  readonly band: string;
  readonly paper: Paper;
  readonly fields: SheetFields;
  readonly onFit: (fit: Fit) => void;
}) {
  const columns = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLElement>(null);
  const [fontsReady, setFontsReady] = useState(false);
  useLayoutEffect(() => {
    void document.fonts.ready.then(() => setFontsReady(true));
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the layout depends on everything that is printed
  useLayoutEffect(() => {
    const [box, page] = [columns.current, sheet.current];
    if (box === null || page === null) return;
    page.dataset.whole = '';
    const fit = fitSheet((count, points) => !overflows(box, count, points));
    box.style.columnCount = String(fit.columns);
    box.style.fontSize = `${fit.points}pt`;
    if (!fit.whole) delete page.dataset.whole;
    page.dataset.fit = `${fit.columns}x${fit.points}`;
    onFit(fit);
  }, [view, paper, fields, fontsReady, setlist.name]);
  const facts = [show?.venue, show?.date != null && formatDay(show.date)].filter(Boolean);
  return (
    <article
      ref={sheet}
      className="set-sheet"
      data-paper={paper}
      data-ready={fontsReady || undefined}
      style={{ '--page': paper }}
    >
      <style>{`@page { size: ${paper === 'a4' ? 'A4' : 'letter'} portrait; margin: 0 }`}</style>
      <header>
        <div>
          <b>{setlist.name}</b>
          {facts.length > 0 && <span> · {facts.join(', ')}</span>}
        </div>
        <div>
          {band} · {messages.songsAndLength(view.sum.songs, sumInWords(view.sum))}
        </div>
      </header>
      <div ref={columns} className="set-columns">
        {view.lines.map((line) => (
          <Line key={line.id} line={line} fields={fields} />
        ))}
      </div>
    </article>
  );
}
