import { bandSchema } from '@rockon/domain';
import { browserIds, createLeaderLock, createTabChannel } from '@rockon/sync/browser';
import { createDexieJournal, createDexieRepository } from '@rockon/sync/dexie';
import { createJournalledEngine } from '@rockon/sync/journal';
import { config } from '../lib/config.ts';
import { isIn } from '../lib/rollout.ts';
import { rememberJournal } from './journals.ts';
import { LazyBackend } from './lazy-backend.ts';
import { Session } from './session.ts';
import { browserSurroundings } from './surroundings.ts';

/** The one place where the engine meets its adapters. */
export function createSession(surroundings = browserSurroundings): Session {
  const { clock, connectivity, logBodies } = surroundings;
  const backend = new LazyBackend(surroundings);
  return new Session(backend.auth, (userId, onTrouble) => {
    const journal = createDexieJournal({ userId, clock, bodies: logBodies });
    const parts = {
      userId,
      schema: bandSchema,
      local: createDexieRepository({ userId, onTrouble }),
      remote: backend.remote(userId, bandSchema),
      realtime: isIn(config.realtime, userId) ? backend.realtime : null,
      pollMs: config.pollMs,
      lock: createLeaderLock(),
      tabs: createTabChannel(`rockon-${userId}`),
      ids: browserIds,
    };
    const engine = createJournalledEngine({ ...parts, clock, connectivity }, journal);
    rememberJournal(engine, journal);
    return engine;
  });
}
