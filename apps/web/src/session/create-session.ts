import { bandSchema } from '@rockon/domain';
import { browserIds, createLeaderLock, createTabChannel } from '@rockon/sync/browser';
import { createDexieRepository, createDexieSyncLog } from '@rockon/sync/dexie';
import { createInstrumentedEngine } from '@rockon/sync/journal';
import { config } from '../lib/config.ts';
import { isIn } from '../lib/rollout.ts';
import { browserEnvironment } from './environment.ts';
import { LazyBackend } from './lazy-backend.ts';
import { databaseName, leaderLockName } from './names.ts';
import { Session } from './session.ts';
import { rememberSyncLog } from './sync-logs.ts';

/** The one place where the engine meets its adapters. */
export function createSession(environment = browserEnvironment): Session {
  const { clock, connectivity, logBodies } = environment;
  const backend = new LazyBackend(environment);
  return new Session(backend.auth, (userId, onTrouble) => {
    const name = databaseName(userId);
    const syncLog = createDexieSyncLog({ name, clock, bodies: logBodies });
    const parts = {
      userId,
      schema: bandSchema,
      local: createDexieRepository({ name, onTrouble }),
      remote: backend.remote(userId, bandSchema),
      realtime: isIn(config.realtime, userId) ? backend.realtime : null,
      pollMs: config.pollMs,
      lock: createLeaderLock(),
      lockName: leaderLockName(userId),
      tabs: createTabChannel(name),
      ids: browserIds,
    };
    const engine = createInstrumentedEngine({ ...parts, clock, connectivity }, syncLog);
    rememberSyncLog(engine, syncLog);
    return engine;
  });
}
