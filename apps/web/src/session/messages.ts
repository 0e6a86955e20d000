import { formatNumber, plural } from '@rockon/domain';

// Words of signing out and of what is stored on this device.
export const unsyncedTitle = (count: number) =>
  plural(count, "1 change isn't synced", `${formatNumber(count)} changes aren't synced`);
export const unsyncedText = (count: number) =>
  plural(
    count,
    'It exists only on this device. Signing out now deletes it.',
    'They exist only on this device. Signing out now deletes them.',
  );
export const staySignedIn = 'Stay signed in';
export const deleteAndSignOut = 'Delete and sign out';
export const exportUnsynced = 'Export unsynced changes';

export const checking = 'Checking…';
export const storageUnknown = "This browser doesn't say how much is stored.";
export const storageUsed = (used: string, quota: string) => `${used} used of the ${quota} that this browser allows.`;
export const storageNearlyFull =
  "Storage is almost full: free up space on this device. Until then, bands that you haven't opened in a while are removed from it and load again when you open them.";
export const storageProtected = 'Your browser keeps this data, even when space runs low.';
export const storageUnprotected =
  'Your browser may clear this data when the device runs low on space. Anything already synced will download again.';
export const storageRefused = 'Your browser declined to protect this data. Installing RockOn usually helps.';
export const protectData = 'Protect this data';
