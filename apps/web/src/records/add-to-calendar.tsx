import { type CalendarEntry, calendarFile } from '@rockon/domain';
import { CalendarPlus } from 'lucide-react';
import { downloadText } from '../lib/download.ts';
import { Button } from '../ui/button.tsx';

const fileName = (title: string) =>
  title
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'entry';

/** Hands a show or a practice to the person's calendar, as it is when the button is pressed. */
export function AddToCalendar({ entryOf }: { readonly entryOf: () => CalendarEntry | null }) {
  const save = () => {
    const entry = entryOf();
    if (entry === null) return;
    downloadText(`${fileName(entry.title)}.ics`, 'text/calendar;charset=utf-8', calendarFile(entry, Date.now()));
  };
  return (
    <Button aria-label="Add to calendar" onClick={save}>
      <CalendarPlus className="size-4" aria-hidden="true" />
      <span className="max-desk:hidden">Add to calendar</span>
    </Button>
  );
}
