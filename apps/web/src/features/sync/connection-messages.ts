import { formatNumber, plural } from '@rockon/domain';

// Words of the frame that are on every page.
export const offlineSignedOut = 'Offline, not signed in';
export const connected = 'Connected';
export const connecting = 'Connecting…';
export const offline = 'Offline';
export const notSyncedYet = 'Not synced yet';
export const lastSynced = 'Last synced';
export const notSavedCount = (count: number) => plural(count, '1 not saved', `${formatNumber(count)} not saved`);
export const conflictCount = (count: number) => plural(count, '1 conflict', `${formatNumber(count)} conflicts`);
export const pendingCount = (count: number) => plural(count, '1 pending', `${formatNumber(count)} pending`);

export const undone = 'Undone';
export const view = 'View';
export const someone = 'Someone';
