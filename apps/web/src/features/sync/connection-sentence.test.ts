import type { ConnectionState } from '@rockon/sync';
import { expect, test } from 'vitest';
import { connectionSentence } from './connection-sentence.ts';

const state: ConnectionState = {
  kind: 'connected',
  reason: null,
  retryAt: null,
  lastSyncAt: null,
  pending: 0,
  failed: 0,
  conflicts: 0,
  signInNeeded: false,
  upgradeNeeded: false,
  defect: null,
  leader: true,
};

test.each([
  [0, 'Live and up to date.'],
  [1, 'Connected. 1 change was not saved.'],
  [1_200, 'Connected. 1,200 changes were not saved.'],
])('connected with %i rejected changes', (failed, sentence) => {
  expect(connectionSentence({ ...state, failed })).toBe(sentence);
});

test.each(['connected', 'polling', 'connecting'] as const)(
  '%s while something fails says what, not "up to date"',
  (kind) => {
    const reason = 'The server is busy. Your changes are saved on this device and will be sent soon.';
    expect(connectionSentence({ ...state, kind, pending: 1, reason, retryAt: 1_000 })).toBe(reason);
  },
);
