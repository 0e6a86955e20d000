/**
 * Every text of the engine and its adapters that a person may read. For another language, or to name the app, pass
 * another set to the engine and to each adapter; all must get the same one.
 */
export interface SyncMessages {
  /** Reasons why the connection is not live. */
  readonly deviceOffline: string;
  readonly signInToSync: string;
  readonly reloadToSync: string;
  readonly liveUpdatesDown: string;

  /** Why a call to the server failed. When the server sent a message for people, that is shown instead. */
  readonly offline: string;
  readonly serverBusy: string;
  readonly signedOut: string;
  readonly updateNeeded: string;
  readonly profileCopied: string;
  readonly rejected: string;
  readonly malformedResponse: string;

  /** Why a write was refused before it was stored. */
  readonly recordMissing: string;
  readonly notAMember: string;
  readonly unstorable: (path: string) => string;

  /** What is wrong with the database on the device. */
  readonly storageFull: string;
  readonly storageBusy: string;
  readonly storageFailed: (cause: string) => string;
  readonly storageCut: string;
  readonly storageCleared: string;
  readonly storageRemoved: string;
  readonly storageOutdated: string;

  /** A bug of the engine or of the app; `cause` is technical. */
  readonly engineFailed: (cause: string) => string;
}

export const DEFAULT_MESSAGES: SyncMessages = {
  deviceOffline: 'This device is offline.',
  signInToSync: 'Sign in again to sync.',
  reloadToSync: 'Reload to get the version that the server needs.',
  liveUpdatesDown: 'Live updates are down; checking every few seconds.',

  offline: 'The server cannot be reached. Your changes are saved on this device and will be sent later.',
  serverBusy: 'The server is busy. Your changes are saved on this device and will be sent soon.',
  signedOut: 'You are signed out. Sign in again; nothing is lost.',
  updateNeeded: 'The app has been updated. Reload this page; nothing is lost.',
  profileCopied: 'This browser profile looks like a copy of another one.',
  rejected: 'The server rejected this.',
  malformedResponse: 'The server sent an answer that this version does not understand.',

  recordMissing: 'This record is no longer on this device.',
  notAMember: 'This is no longer shared with you.',
  unstorable: (path) => `"${path}" contains a character that cannot be saved.`,

  storageFull: 'This device is full. Free some space; what is already saved here is safe.',
  storageBusy: "This device's storage is not available right now. Try again.",
  storageFailed: (cause) => `The data on this device cannot be read or written${cause}. Reload this page.`,
  storageCut: 'The browser closed its storage while saving. Reload this page.',
  storageCleared: 'Data that was saved on this device is missing. Reload this page.',
  storageRemoved: 'The data on this device was removed in another tab. Reload this page.',
  storageOutdated: 'A newer version of the app is open on this device. Reload this page.',

  engineFailed: (cause) => `Syncing failed: ${cause}`,
};
