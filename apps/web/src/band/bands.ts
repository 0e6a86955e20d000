import type { Membership } from '@rockon/domain';
import { useRecords } from '@rockon/sync-react';
import { readDevice, writeDevice } from '../lib/device-storage.ts';
import { Store } from '../lib/store.ts';
import { useAccount } from '../session/session-context.tsx';

/** The user's own memberships, one per band. */
export function useMemberships(): { readonly memberships: readonly Membership[]; readonly complete: boolean } {
  const { identity } = useAccount();
  const { rows, complete } = useRecords({ scope: identity.userId, table: 'memberships' });
  return { memberships: rows, complete };
}

/** The band that this device shows; null until one is chosen. */
export const chosenBand = new Store<string | null>(readDevice('band'));

export function chooseBand(bandId: string): void {
  writeDevice('band', bandId);
  chosenBand.set(bandId);
}
