// What the list and the page of setlists say. Printing has print-messages.ts, which loads with its page.
import { formatNumber, plural } from '@rockon/domain';

export const songCount = (count: number) => plural(count, '1 song', `${formatNumber(count)} songs`);
export const setCount = (count: number) => plural(count, '1 set', `${formatNumber(count)} sets`);
export const itemCount = (count: number) => plural(count, '1 item', `${formatNumber(count)} items`);
export const songsAndLength = (count: number, length: string) =>
  plural(count, `1 song, ${length}`, `${formatNumber(count)} songs, ${length}`);
export const withoutTime = (count: number) =>
  plural(count, '1 without a time', `${formatNumber(count)} without a time`);
export const deletedSong = (title: string) => `${title} (deleted)`;
export const kinds = { break: 'Break', section: 'Section', note: 'Note' } as const;

// List
export const searchPlaceholder = 'Search by name or show';
export const firstSetlist = 'Arrange songs for a show, with breaks, clock times, and a printed page.';
export const listLabel = 'Setlists of the band';
export const ofTarget = (length: string) => `of ${length}`;

// Form
export const newSetlist = 'New setlist';
export const editSetlist = 'Edit setlist';
export const namePlaceholder = 'Riverside, Nov 28';
export const targetHint = 'Minutes like 90, or 1:30:00';

// Copies
export const duplicate = 'Duplicate';
export const duplicated = 'Duplicated';
export const copyForShow = 'Copy for a show';
export const copyForShowMenu = 'Copy for a show…';
export const copiedForShow = 'Copied for the show';
export const copyHint = "The show gets its own copy. Editing the copy doesn't change this setlist.";
export const copyRemoved = 'Removed the copy';
export const couldNotCopy = (reason: string) => `Couldn't copy: ${reason}`;
export const noShows = 'There are no shows on this device.';
export const addShow = 'Add a show';
export const replacesSetlist = 'already has a setlist, which stays in your setlists';

// Page
export const addSongs = 'Add songs';
export const print = 'Print';
export const select = 'Select';
export const doneSelecting = 'Done selecting';
export const empty = 'This setlist is empty.';
export const emptyAddSongs = 'This setlist is empty. Press “Add songs” to start.';
export const itemsLabel = 'Items of the setlist';
export const added = 'Added to setlist';
export const removed = 'Removed from setlist';

// Rows
export const columns = ['#', 'Title', 'Key', 'BPM', 'Time', 'Clock'] as const;
export const key = 'Key';
export const bpm = 'BPM';
export const time = 'Time';
export const tuning = 'Tuning';
const ownLabels = { key, bpm, tuning } as const;
/** A value of this setlist that differs from the song's. */
export const ownValue = (name: keyof typeof ownLabels, own: string | number, songs: string | number | null) =>
  songs === null ? `${ownLabels[name]} ${own} in this setlist` : `${ownLabels[name]} ${own} instead of ${songs}`;
export const startsAt = 'Starts at ';
export const estimated = 'Estimated: an earlier item has no time';
export const noTime = 'no time';
export const note = 'Note';
export const editInSetlist = 'Edit in this setlist';
export const addAfter = 'Add after this';
export const removeFromSetlist = 'Remove from setlist';
export const moveToSection = (section: string) => `Move to ${section}`;
/** Tells two sections of the same name apart. */
export const moveToNumberedSection = (section: string, number: number) => `Move to ${section} (${number})`;

// Total and selection
export const total = 'Total';
export const allTimed = 'all with a time';
export const withBreaks = 'with breaks';
export const endsAt = (clock: string) => `ends ${clock}`;
export const endsAround = (clock: string) => `ends ≈ ${clock}`;
export const overBy = (length: string) => `${length} over`;
export const left = (length: string) => `${length} left`;
export const selection = 'Selection';
export const selectedCount = (count: number) => `${formatNumber(count)} selected`;
export const move = 'Move';

// Adding
export const searchSongs = 'Search songs';
export const searchSongsPlaceholder = 'Title, artist, tag (press Enter to add)';
export const status = 'Status';
export const tag = 'Tag';
export const allTags = 'All tags';
export const goesToEnd = 'Added at the end';
export const goesAfter = (name: string) => `Added after “${name}”`;
export const songsToAdd = 'Songs to add';
export const addPrefix = 'Add ';
export const noSongsYet = 'Your band has no songs yet.';
export const allAdded = 'Every song of your band is in this setlist.';
export const songsNotOnDevice = "The songs aren't on this device yet.";
export const noMatch = 'No matching songs.';
export const moreSongs = (count: number) =>
  plural(count, '1 more: search to find it', `${formatNumber(count)} more: search to find them`);
export const openForm = { section: 'Section…', break: 'Break…', note: 'Note…' } as const;
export const textOf = { break: 'Break text', section: 'Section text', note: 'Note text' } as const;
export const addKind = { break: 'Add break', section: 'Add section', note: 'Add note' } as const;
export const placeholders = { break: '', section: 'Set 2', note: 'Thank the crew' } as const;
export const minutes = 'Minutes';
export const textRequired = 'Text is required';
export const invalidMinutes = 'Enter minutes like 15, up to 10 hours';

// One item
export const itemHint = "Only in this setlist. Leave empty to use the song's value.";
export const text = 'Text';
export const reset = 'Reset';
export const songHasNone = 'The song has none';
export const songsValue = (value: string | number) => `Song: ${value}`;
export const invalidBpm = 'BPM must be a whole number from 1 to 999';
export const invalidDuration = 'Enter minutes like 15, or 15:00, up to 10 hours';
export const itemUpdated = 'Item updated';
