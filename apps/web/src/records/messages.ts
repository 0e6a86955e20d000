// What is said of records of every kind. Forms have form-messages.ts and the history has history/messages.ts, because they
// load later than lists and pages.
import { type BandTable, formatNumber } from '@rockon/domain';

interface RecordMessages {
  readonly title: string;
  readonly add: string;
  readonly deleted: string;
  /** For a record without a name. */
  readonly unnamed: string;
  readonly noMatch: string;
  readonly loading: string;
  readonly notOnDevice: string;
}

/** Whole sentences for each kind: a sentence with a noun as its parameter cannot be translated. */
export const ofTable: Readonly<Record<BandTable, RecordMessages>> = {
  songs: {
    title: 'Songs',
    add: 'Add song',
    deleted: 'Song deleted',
    unnamed: 'Unnamed song',
    noMatch: 'No matching songs',
    loading: "Loading your band's songs…",
    notOnDevice: "The songs aren't on this device yet",
  },
  setlists: {
    title: 'Setlists',
    add: 'Add setlist',
    deleted: 'Setlist deleted',
    unnamed: 'Unnamed setlist',
    noMatch: 'No matching setlists',
    loading: "Loading your band's setlists…",
    notOnDevice: "The setlists aren't on this device yet",
  },
  shows: {
    title: 'Shows',
    add: 'Add show',
    deleted: 'Show deleted',
    unnamed: 'Unnamed show',
    noMatch: 'No matching shows',
    loading: "Loading your band's shows…",
    notOnDevice: "The shows aren't on this device yet",
  },
  practices: {
    title: 'Practices',
    add: 'Add practice',
    deleted: 'Practice deleted',
    unnamed: 'Unnamed practice',
    noMatch: 'No matching practices',
    loading: "Loading your band's practices…",
    notOnDevice: "The practices aren't on this device yet",
  },
};

// Not loaded yet
export const loadingDetail = 'This happens once on this device. After that, everything opens instantly, even offline.';
export const notOnDeviceDetail = 'Go online once to download them.';
export const clearFilters = 'Clear search and filters';

// Undo and failures
export const couldNotDelete = "Couldn't delete";
export const couldNotDeleteMany = (count: number) => `Couldn't delete ${formatNumber(count)} records`;
export const couldNotRestore = "Couldn't restore";
export const couldNotRestoreMany = (count: number) => `Couldn't restore ${formatNumber(count)} records`;
export const becauseOf = (name: string, reason: string) => `${name}: ${reason}`;
export const couldNotDo = "That didn't work";
export const undone = 'Undone';
// What is true after an undo
export const removedNamed = (name: string) => `Removed ${name}`;
export const removed = 'Removed';
export const restoredNamed = (name: string) => `Restored ${name}`;

// State of a record
export const viewOnly = 'You have view-only access.';
export const twoVersions = 'Two versions';
export const resolve = 'Resolve';
export const markAllRead = 'Mark all as read';
export const newSinceLastVisit = (count: number) => `${formatNumber(count)} new since your last visit`;

// Import and export
export const importAndExport = 'Import and export';
export const importFile = 'Import a file';
export const importShort = 'Import';
export const exportFile = 'Export';
