import { DEFAULT_MESSAGES, type SyncMessages } from '../../protocol/messages.ts';

/** Every text of this adapter that a person may read. */
export interface StorageMessages extends SyncMessages {
  /** What is wrong with the database on the device. */
  readonly storageFull: string;
  readonly storageBusy: string;
  readonly storageFailed: (cause: string) => string;
  readonly storageCut: string;
  readonly storageRemoved: string;
  readonly storageOutdated: string;
}

export const STORAGE_MESSAGES: StorageMessages = {
  ...DEFAULT_MESSAGES,
  storageFull: 'This device is full. Free some space; what is already saved here is safe.',
  storageBusy: "This device's storage is not available right now. Try again.",
  storageFailed: (cause) => `The data on this device cannot be read or written${cause}. Reload this page.`,
  storageCut: 'The browser closed its storage while saving. Reload this page.',
  storageRemoved: 'The data on this device was removed in another tab. Reload this page.',
  storageOutdated: 'A newer version of the app is open on this device. Reload this page.',
};
