import { browserClock, browserIds } from '@rockon/sync/browser';

/** Milliseconds since 1970 by the device's clock. For display and for today's date; it never decides what is newer. */
export const deviceNow = (): number => browserClock.now();

/** A random UUID, for records that this device creates. */
export const newUuid = (): string => browserIds.uuid();
