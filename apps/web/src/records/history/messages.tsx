// What the history of a record says.
import type { ReactNode } from 'react';

export const history = 'History';
export const versions = 'Versions';
export const loading = 'Loading older versions…';
export const showOlder = 'Show older versions';
export const pruned = 'Even older versions are no longer available.';
export const mayBeOutdated = 'What you see may be out of date.';
export const tryAgain = 'Try again';
export const server = 'The server';
export const you = 'You';

// What somebody did, after their name
export const madeLocalVersion = 'made the version on this device';
export const addedThis = 'added this';
export const changedThis = 'changed this';
export const deletedThis = 'deleted this';
export const restoredThis = 'restored this';
export const changedFields = (fields: readonly string[]) => `changed the ${andList(fields)}`;
export const choseVersion = 'chose between two versions';

// Changes
export const removedItem = (item: string) => `Removed ${item}`;
export const addedItem = (item: string) => `Added ${item}`;
export const was = 'was ';
export const isNow = 'is now ';

// Versions
export const currentVersion = 'Current version';
export const restoreVersion = 'Restore this version';
export const restores = (fields: readonly string[]) => `Restores ${andList(fields)}`;
export const versionRestored = 'Version restored';
export const fieldsAsOf = (fields: readonly string[], time: string) => `${andList(fields)} as of ${time}`;
export const takeInstead = (value: string) => `Use ${value} instead`;
export const switchedVersion = 'Switched to the other version';
export const notKept = 'Not kept:';
export const notKeptFrom = (when: ReactNode) => <>Not kept, from {when}:</>;

// Failures
export const loadErrors = {
  offline: 'Go online to see older versions.',
  signedOut: 'Sign in to see older versions.',
  failed: "Older versions couldn't be loaded. Please try again.",
};

/** `key`, `key and tuning`, `key, tuning, and notes` */
const andList = (words: readonly string[]) => new Intl.ListFormat('en-US').format(words);
