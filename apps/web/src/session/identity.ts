import { readDevice, writeDevice } from '../lib/device-storage.ts';

/**
 * The person whose local data this device shows. Stored apart from the session, which may expire or be unreachable while
 * local data must still open.
 */
export interface Identity {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
}

const NAME = 'identity';

export function parseIdentity(text: string | null): Identity | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { userId, email, name } = value as Record<string, unknown>;
    if (typeof userId !== 'string' || !/^[0-9a-f-]{36}$/i.test(userId)) return null;
    return { userId, email: typeof email === 'string' ? email : '', name: typeof name === 'string' ? name : '' };
  } catch {
    return null;
  }
}

export const identityName = NAME;
export const readIdentity = (): Identity | null => parseIdentity(readDevice(NAME));
export const writeIdentity = (identity: Identity | null): void =>
  writeDevice(NAME, identity === null ? null : JSON.stringify(identity));
