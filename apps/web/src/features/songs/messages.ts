// What the list of songs says. It loads first, so what its dialogs and the page of a song say is in dialog-messages.ts
// and page-messages.ts.
import { formatNumber, plural } from '@rockon/domain';

export const songCount = (count: number) => plural(count, '1 song', `${formatNumber(count)} songs`);
export const tableLabel = 'Songs of the band';
export const trash = 'Trash';
export const trashHint = 'Songs deleted in the last 30 days';
export const pasteList = 'Paste a list';
export const select = 'Select';
export const doneSelecting = 'Done';
export const selectSong = (title: string) => `Select ${title}`;
export const countAndLength = (count: string, length: string) => `${count}, ${length}`;
/** Where some songs have no length. */
export const countAndRoughLength = (count: string, length: string) => `${count}, ≈ ${length}`;

// Search, filters and order
export const search = 'Search';
export const searchPlaceholder = 'Search title, artist, tag';
export const filter = 'Filter';
export const all = 'All';
export const unread = 'Unread';
export const tag = 'Tag';
export const key = 'Key';
export const tuning = 'Tuning';
export const played = 'Played';
export const anyTag = 'Tag: any';
export const anyKey = 'Key: any';
export const anyTuning = 'Tuning: any';
export const anyPlayed = 'Played: any';

// Columns
export const title = 'Title';
export const bpm = 'BPM';
export const time = 'Time';
export const status = 'Status';
export const tags = 'Tags';
export const lastPlayed = 'Last played';
export const lastPracticed = 'Last practiced';
export const lastChanged = 'Last changed';
export const selectedColumn = 'Selected';
export const savedColumn = 'Saved';
export const actionsColumn = 'Actions';
export const moreTags = (count: number) => `+${formatNumber(count)}`;
/** Before `5 weeks ago` on a card, for screen readers. */
export const playedPrefix = 'Played ';
export const practicedPrefix = 'Practiced ';
