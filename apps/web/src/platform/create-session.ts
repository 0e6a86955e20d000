import { bandSchema } from '@rockon/domain';
import { SyncEngine } from '@rockon/sync';
import {
  browserClock,
  browserConnectivity,
  browserIds,
  createLeaderLock,
  createTabChannel,
} from '@rockon/sync/browser';
import { createDexieRepository } from '@rockon/sync/dexie';
import { config } from './config.ts';
import { LazyBackend } from './lazy-backend.ts';
import { isIn } from './rollout.ts';
import { Session } from './session.ts';

/** The one place where the engine meets its adapters. */
export function createSession(): Session {
  const backend = new LazyBackend();
  return new Session(
    backend.auth,
    (userId) =>
      new SyncEngine({
        userId,
        schema: bandSchema,
        local: createDexieRepository({ userId }),
        remote: backend.remote(userId, bandSchema),
        realtime: isIn(config.realtime, userId) ? backend.realtime : null,
        pollMs: config.pollMs,
        lock: createLeaderLock(),
        tabs: createTabChannel(`rockon-${userId}`),
        clock: browserClock,
        ids: browserIds,
        connectivity: browserConnectivity,
      }),
  );
}
