// What lists and pages of records say; messages.ts has what the song list needs as well.
import { type BandTable, formatNumber, plural } from '@rockon/domain';
import type { ReactNode } from 'react';

interface PageMessages {
  readonly added: string;
  readonly count: (count: number) => string;
  readonly noneYet: string;
  readonly notFound: string;
  /** For a record that is deleted and has no name any more. */
  readonly deletedRecord: string;
  readonly addedBy: Sentence;
  readonly changedBy: Sentence;
  /** Several that one person added at once. */
  readonly addedTogether: (count: number) => string;
  readonly exportAsCsv: string;
}

/** `who` is a name or "You", `when` a time such as "5 minutes ago". */
type Sentence = (who: string, when: ReactNode) => ReactNode;

export const ofTable: Readonly<Record<BandTable, PageMessages>> = {
  songs: {
    added: 'Song added',
    count: (count) => plural(count, '1 song', `${formatNumber(count)} songs`),
    noneYet: 'No songs yet',
    notFound: 'Song not found',
    deletedRecord: 'Deleted song',
    addedBy: (who, when) => (
      <>
        {who} added this song {when}
      </>
    ),
    changedBy: (who, when) => (
      <>
        {who} changed this song {when}
      </>
    ),
    addedTogether: (count) => plural(count, 'added 1 song', `added ${formatNumber(count)} songs`),
    exportAsCsv: 'Export songs as CSV',
  },
  setlists: {
    added: 'Setlist added',
    count: (count) => plural(count, '1 setlist', `${formatNumber(count)} setlists`),
    noneYet: 'No setlists yet',
    notFound: 'Setlist not found',
    deletedRecord: 'Deleted setlist',
    addedBy: (who, when) => (
      <>
        {who} added this setlist {when}
      </>
    ),
    changedBy: (who, when) => (
      <>
        {who} changed this setlist {when}
      </>
    ),
    addedTogether: (count) => plural(count, 'added 1 setlist', `added ${formatNumber(count)} setlists`),
    exportAsCsv: 'Export setlists as CSV',
  },
  shows: {
    added: 'Show added',
    count: (count) => plural(count, '1 show', `${formatNumber(count)} shows`),
    noneYet: 'No shows yet',
    notFound: 'Show not found',
    deletedRecord: 'Deleted show',
    addedBy: (who, when) => (
      <>
        {who} added this show {when}
      </>
    ),
    changedBy: (who, when) => (
      <>
        {who} changed this show {when}
      </>
    ),
    addedTogether: (count) => plural(count, 'added 1 show', `added ${formatNumber(count)} shows`),
    exportAsCsv: 'Export shows as CSV',
  },
  practices: {
    added: 'Practice added',
    count: (count) => plural(count, '1 practice', `${formatNumber(count)} practices`),
    noneYet: 'No practices yet',
    notFound: 'Practice not found',
    deletedRecord: 'Deleted practice',
    addedBy: (who, when) => (
      <>
        {who} added this practice {when}
      </>
    ),
    changedBy: (who, when) => (
      <>
        {who} changed this practice {when}
      </>
    ),
    addedTogether: (count) => plural(count, 'added 1 practice', `added ${formatNumber(count)} practices`),
    exportAsCsv: 'Export practices as CSV',
  },
};

// Lists
export const filter = 'Filter';
export const all = 'All';
export const upcoming = 'Upcoming';
export const undated = 'No date';
export const past = 'Past';
export const emptyForViewers = 'Nothing here yet. What your band adds shows up here.';

// Pages
export const back = 'Back';
export const backToList = 'Back to list';
export const notFoundDetail =
  'It may have been deleted, or it belongs to another band. Anything deleted in the last 30 days can be restored.';
export const openTrash = 'Open trash';
export const addToCalendar = 'Add to calendar';
/** The name of a calendar file whose entry has no title. */
export const calendarFile = 'entry';
export const notSentYet = 'Added on this device, not sent yet';
export const addedByYou = (when: ReactNode) => <>Added by you {when}</>;
export const addedBy = (name: string, when: ReactNode) => (
  <>
    Added by {name} {when}
  </>
);
export const lastChangedByYou = (when: ReactNode) => <>last changed by you {when}</>;
export const lastChangedBy = (name: string, when: ReactNode) => (
  <>
    last changed by {name} {when}
  </>
);

// Fields
export const timeZone = 'Time zone';
export const setlist = 'Setlist';
export const deletedSetlist = 'Deleted setlist';
export const setlistNotOnDevice = "Setlist that isn't on this device yet";

// Times elsewhere
export const yourTime = (times: string, { dayBefore, dayAfter }: { dayBefore: boolean; dayAfter: boolean }): string => {
  if (dayBefore) return `${times} your time, the day before`;
  return dayAfter ? `${times} your time, the day after` : `${times} your time`;
};
export const unknownVenueZone = (zone: string) =>
  `This device doesn't know the time zone “${zone}”, so times are shown in the venue's local time.`;
export const unknownPlaceZone = (zone: string) =>
  `This device doesn't know the time zone “${zone}”, so times are shown in the local time there.`;

// Items of a record
export const itemAdded = 'Added';
export const itemRemoved = 'Removed';
export const itemMoved = 'Moved';
export const movedBack = (item: string) => `Moved back: ${item}`;
export const tooManyItems = (most: number) => `You can have at most ${most} of these.`;
