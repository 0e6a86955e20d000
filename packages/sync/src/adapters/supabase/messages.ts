import { DEFAULT_MESSAGES, type SyncMessages } from '../../protocol/messages.ts';

/** Every text of this adapter that a person may read. */
export interface ServerMessages extends SyncMessages {
  /** Why a call to the server failed. */
  readonly updateNeeded: string;
  readonly profileCopied: string;
  readonly malformedResponse: string;
}

export const SERVER_MESSAGES: ServerMessages = {
  ...DEFAULT_MESSAGES,
  updateNeeded: 'The app has been updated. Reload this page; nothing is lost.',
  profileCopied: 'This browser profile looks like a copy of another one.',
  malformedResponse: 'The server sent an answer that this version does not understand.',
};
