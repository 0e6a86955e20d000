// Words of the activity page and the trash.
import { type ActivityEntry, type BandTable, formatNumber, plural } from '@rockon/domain';
import { ofTable } from '../../records/page-messages.tsx';

export const activity = 'Activity';
export const activityDetail = 'See who changed what.';
export const by = 'By';
export const everyone = 'Everyone';
export const you = 'You';
export const today = 'Today';
export const yesterday = 'Yesterday';
export const tryAgain = 'Try again';
export const loading = 'Loading…';
export const activityOnDevice = 'Below is what this device knows: the last change of each item.';
export const noActivity = 'Nothing has happened in this band yet.';
export const noActivityByPerson = 'None of the loaded changes are by this person.';
export const showOlder = 'Show older changes';
export const whichOnes = 'Show all';
export const andMore = (count: number) => `and ${formatNumber(count)} more`;

/** What somebody did to one record; the record's name follows. */
export const DID: Readonly<Record<ActivityEntry['op'], (noun: string) => string>> = {
  insert: (noun) => `added the ${noun}`,
  update: (noun) => `changed the ${noun}`,
  delete: (noun) => `deleted the ${noun}`,
  restore: (noun) => `restored the ${noun}`,
};
export const addedTogether = (table: BandTable | null, count: number) =>
  table === null
    ? plural(count, 'added 1 item', `added ${formatNumber(count)} items`)
    : ofTable[table].addedTogether(count);
export const unnamed = (noun: string) => `Unnamed ${noun}`;
export const unnamedItem = 'Unnamed item';

export const undo = 'Undo';
export const undoChangeOf = (name: string) => `Undo this change to ${name}`;
export const resets = (fields: string) => `Resets ${fields}`;
export const changeUndone = 'Change undone';
export const restore = 'Restore';
export const restoreNamed = (name: string) => `Restore ${name}`;
export const restored = 'Restored';
export const deletedNamed = (name: string) => `Deleted ${name}`;

export const trash = 'Trash';
export const trashDetail = 'Deleted items are kept for 30 days';
export const trashOnDevice = 'Below is what this device knows.';
export const deleted = 'Deleted';
export const didDelete = (name: string) => `deleted ${name}`;
export const trashEmpty = 'The trash is empty';
export const trashEmptyDetail = 'Anything the band deletes can be restored here for 30 days.';
export const showMore = 'Show more';

// Why older entries could not be loaded
export const activityErrors = {
  offline: 'Go online to see older activity.',
  signedOut: 'Sign in to see older activity.',
  failed: "Older activity couldn't be loaded. Please try again.",
};
export const trashErrors = {
  offline: 'Go online to see everything in the trash.',
  signedOut: 'Sign in to see everything in the trash.',
  failed: "The trash couldn't be loaded. Please try again.",
};
