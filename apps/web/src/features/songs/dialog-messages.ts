// What the dialogs and panels of the song list say; they load when they are opened.
import { formatNumber, plural } from '@rockon/domain';

export const newSong = 'New song';
export const editSong = 'Edit song';

// Form
export const tagsHint = 'Separate tags with commas';
export const linksHint = 'One per line; add a name after the address if you like';
export const addTag = (tag: string) => `Add tag ${tag}`;
export const alreadyInBand = 'Already in your songs:';
export const sameTitle = 'You have a song with this title:';
export const hiddenByFilters = 'Already in your songs, hidden by the filters:';
export const titleBy = (title: string, artist: string) => `${title} by ${artist}`;

// Adding what was typed
export const noSongMatches = (text: string) => `No songs match “${text}”`;
export const addTyped = (title: string) => `Add “${title}”`;
export const addTypedBy = (title: string, artist: string) => `Add “${title}” by ${artist}`;
export const enterAdds = 'Press Enter to add it. “Title - Artist” works too.';
export const enterAddsBy = (artist: string) => `Press Enter to add it, by ${artist}.`;

// Empty list
export const addFirst = 'Add your first song, or paste your existing list: one title per line.';
export const addDemoSongs = 'Add demo songs';

// Selection
export const selectedSongs = 'Selected songs';
export const selectedCount = (count: number) => `${formatNumber(count)} selected`;
/** Short, because the bar has to fit on a phone with large text. */
export const selectAll = (count: number) => `All ${formatNumber(count)}`;
export const clearSelection = 'Clear selection';
export const editSelected = 'Edit';
export const tags = 'Tags';
export const addToSetlist = 'Add to setlist';
export const songsDeleted = (count: number) => plural(count, '1 song deleted', `${formatNumber(count)} songs deleted`);
export const songsRestored = (count: number) =>
  plural(count, '1 song restored', `${formatNumber(count)} songs restored`);
export const inTrash = 'Deleted songs stay in the trash for 30 days.';
export const unnamedSong = 'Unnamed song';

// Editing many songs
export const editSongs = (count: number) => plural(count, 'Edit 1 song', `Edit ${formatNumber(count)} songs`);
export const field = 'Field';
export const value = 'Value';
export const clearHint = 'Leave empty to clear';
export const noValue = '– none';
export const apply = 'Apply';
export const invalidValue = "This value isn't valid.";
export const fieldSet = (label: string, count: number) =>
  plural(count, `${label} set for 1 song`, `${label} set for ${formatNumber(count)} songs`);
export const fieldCleared = (label: string, count: number) =>
  plural(count, `${label} cleared for 1 song`, `${label} cleared for ${formatNumber(count)} songs`);
export const tagsOf = (count: number) => plural(count, 'Tags of 1 song', `Tags of ${formatNumber(count)} songs`);
export const addTags = 'Add tags';
export const removeTags = 'Remove tags';
export const tagsChanged = (count: number) =>
  plural(count, 'Tags changed for 1 song', `Tags changed for ${formatNumber(count)} songs`);
export const invalidTags = (title: string, problem: string) => `${title}: ${problem}. Nothing was changed.`;
export const songsChangedBack = (count: number) =>
  plural(count, '1 song changed back', `${formatNumber(count)} songs changed back`);
export const setlist = 'Setlist';
export const addToASetlist = 'Add to a setlist';
export const addCount = (count: number) => plural(count, 'Add 1 song', `Add ${formatNumber(count)} songs`);
export const addedTo = (count: number, setlist: string) =>
  plural(count, `1 song added to ${setlist}`, `${formatNumber(count)} songs added to ${setlist}`);
export const removedFrom = (count: number, setlist: string) =>
  plural(count, `1 song removed from ${setlist}`, `${formatNumber(count)} songs removed from ${setlist}`);
export const noSetlistYet = 'There are no setlists yet. Add one under Setlists first.';
export const setlistsNotOnDevice = "The setlists aren't on this device yet.";

// Pasting a list
export const pasteList = 'Paste a list';
export const pasteHint =
  'One song per line, with the artist after a dash if you like. Rows from a spreadsheet work too.';
export const list = 'List';
export const listPlaceholder = 'Wonderwall - Oasis\nJolene - Dolly Parton\nOur new one';
export const discardList = 'Discard the list?';
export const duplicatesSkipped = (count: number) =>
  plural(count, '1 duplicate will be skipped', `${formatNumber(count)} duplicates will be skipped`);
export const duplicates = (count: number) => plural(count, '1 duplicate', `${formatNumber(count)} duplicates`);
export const addDuplicates = 'Add duplicates too';
export const songsAdded = (count: number) => plural(count, '1 song added', `${formatNumber(count)} songs added`);
export const songsRemoved = (count: number) => plural(count, '1 song removed', `${formatNumber(count)} songs removed`);
/** `more` is how many other lines have an error. */
export const lineSkipped = (line: number, problem: string, more: number) =>
  more === 0
    ? `Line ${line} skipped: ${problem}.`
    : `Line ${line} skipped: ${problem}. ${plural(more, '1 more line', `${formatNumber(more)} more lines`)} skipped.`;
export const preview = 'Preview';
export const previewEmpty = 'Paste your songs to see a preview.';
export const skipped = 'skipped';
export const already = 'already in your songs';
export const twice = 'twice in the list';
export const andMore = (count: number) => `and ${formatNumber(count)} more`;
