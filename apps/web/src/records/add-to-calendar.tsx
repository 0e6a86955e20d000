import { type CalendarEntry, calendarFile } from '@rockon/domain';
import { CalendarPlus } from 'lucide-react';
import { downloadText } from '../lib/download.ts';
import { Button } from '../ui/button.tsx';
import * as messages from './page-messages.tsx';

const fileName = (title: string) =>
  title
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || messages.calendarFile;

/** Downloads a calendar file of a show or a practice, as it is when the button is pressed. */
export function AddToCalendar({ entryOf }: { readonly entryOf: () => CalendarEntry | null }) {
  const save = () => {
    const entry = entryOf();
    if (entry === null) return;
    downloadText(`${fileName(entry.title)}.ics`, 'text/calendar;charset=utf-8', calendarFile(entry, Date.now()));
  };
  return (
    <Button aria-label={messages.addToCalendar} onClick={save}>
      <CalendarPlus className="size-4" aria-hidden="true" />
      <span className="max-desk:hidden">{messages.addToCalendar}</span>
    </Button>
  );
}
