import { readMarkId } from '@rockon/domain';

/** Ids that are the same in every run and readable in a trace. They are UUIDs, as Postgres requires. */
const id = (kind: string, number: number): string =>
  `00000000-0000-4000-${kind}-${number.toString(16).padStart(12, '0')}`;

const USERS = ['mia', 'sam', 'kim'] as const;

export const BAND = id('b000', 0);
export const userId = (name: string): string => id('a000', USERS.indexOf(name as (typeof USERS)[number]) + 1);
export const userName = (user: string): string => USERS.find((name) => userId(name) === user) ?? user;
export const clientId = (device: number): string => id('c000', device);
export const recordId = (number: number): string => id('8000', number);
/** A person has one mark per record on all devices; the database rejects any other id. */
export const markId = readMarkId;

/** The lock under which the tabs of a user's device elect their leader. */
export const leaderLockName = (user: string): string => `leader-of-${user}`;
