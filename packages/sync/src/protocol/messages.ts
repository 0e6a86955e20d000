/**
 * Every text of the engine that a person may read. For another language, or to name the app, pass another set to the
 * engine. An adapter adds texts of its own and takes a set with both.
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
  readonly rejected: string;

  /** Why a write was refused before it was stored. */
  readonly recordMissing: string;
  readonly notAMember: string;
  readonly unstorable: (path: string) => string;

  /** The database on the device has lost commits. */
  readonly storageCleared: string;

  /** A bug of the engine or of the app; `cause` is technical. */
  readonly engineFailed: (cause: string) => string;
}

export const DEFAULT_MESSAGES: SyncMessages = {
  deviceOffline: 'This device has no network. Your changes are saved on it and will be sent later.',
  signInToSync: 'Sign in again to sync.',
  reloadToSync: 'Reload to get the version that the server needs.',
  liveUpdatesDown: 'Live updates are down; checking every few seconds.',

  offline: 'The server cannot be reached. Your changes are saved on this device and will be sent later.',
  serverBusy: 'The server is busy. Your changes are saved on this device and will be sent soon.',
  signedOut: 'You are signed out. Sign in again; nothing is lost.',
  rejected: 'The server rejected this.',

  recordMissing: 'This record is no longer on this device.',
  notAMember: 'This is no longer shared with you.',
  unstorable: (path) => `"${path}" contains a character that cannot be saved.`,

  storageCleared: 'Data that was saved on this device is missing. Reload this page.',

  engineFailed: (cause) => `Syncing failed: ${cause}`,
};
