import { readDevice, writeDevice } from '../lib/device-storage.ts';

/** The invite that brought somebody here, kept through sign-up, email confirmation and reloads until it is used. */
export const pendingInvite = (): string | null => readDevice('invite');
export const keepInvite = (code: string | null): void => writeDevice('invite', code);

/** Extracts the code from what a person pasted: the code itself or the whole link. */
export function inviteCodeIn(text: string): string {
  const trimmed = text.trim();
  const link = /\/join\/([^/?#\s]+)/.exec(trimmed);
  return link?.[1] === undefined ? trimmed : decodeURIComponent(link[1]);
}
