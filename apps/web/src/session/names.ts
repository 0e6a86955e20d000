/**
 * The names under which RockOn keeps data in the browser. Never change one: the data of every device is found by it.
 */

/** The session, in localStorage. */
export const SESSION_KEY = 'rockon-session';

/** One user's database, in IndexedDB; also the channel on which its tabs send each other their commits. */
export const databaseName = (userId: string): string => `rockon-${userId}`;

/** The Web Lock that the leading tab of one user's database holds. */
export const leaderLockName = (userId: string): string => `rockon-sync-${userId}`;
