// Runs in Chromium: one device with the real engine and adapters, driven by the bench through `window.bench`.
import { bandSchema } from '@rockon/domain';
import type { Json, Live, Query, Row, SyncEngine, SyncLog } from '@rockon/sync';
import {
  browserClock,
  browserConnectivity,
  browserIds,
  createLeaderLock,
  createTabChannel,
} from '@rockon/sync/browser';
import { createDexieRepository, createDexieSyncLog } from '@rockon/sync/dexie';
import { createInstrumentedEngine } from '@rockon/sync/journal';
import { createSupabaseBackend } from '@rockon/sync/supabase';
import { DeafSocket, network, throughTrouble } from './network.ts';

const byTitle = (a: Row, b: Row): number => String(a.title).localeCompare(String(b.title)) || (a.id < b.id ? -1 : 1);

const backend = createSupabaseBackend({
  url: location.origin,
  key: 'sb_publishable_local',
  fetch: throughTrouble,
  WebSocket: DeafSocket,
});
let engine: SyncEngine | null = null;
let expected: Promise<number> = Promise.resolve(0);
let longestTask = 0;

const running = (): SyncEngine => {
  if (!engine) throw new Error('The engine is not open');
  return engine;
};

/** Milliseconds since 1970 on a clock that does not jump, comparable between processes of one machine. */
const now = (): number => performance.timeOrigin + performance.now();

function textOf(answer: Json, field: string): string {
  const value = (answer as Readonly<Record<string, Json>> | null)?.[field];
  if (typeof value !== 'string') throw new Error(`The answer has no ${field}`);
  return value;
}

const songs = (scope: string): Query => ({ scope, table: 'songs', sort: byTitle });

function when<T>(live: Live<T>, holds: (value: T) => boolean): Promise<number> {
  return new Promise((resolve) => {
    if (holds(live.get())) return resolve(now());
    const stop = live.subscribe(() => {
      if (!holds(live.get())) return;
      stop();
      resolve(now());
    });
  });
}

/** Resolves with the time at which the device is online. */
function online(): Promise<number> {
  return new Promise((resolve) => {
    if (navigator.onLine) resolve(now());
    else window.addEventListener('online', () => resolve(now()), { once: true });
  });
}

function make(): SyncEngine {
  const userId = backend.auth.currentSession()?.userId;
  if (!userId) throw new Error('Nobody is signed in');
  const name = `rockon-${userId}`;
  // As the app has it: what the log costs is in every figure.
  const syncLog = listening(createDexieSyncLog({ userId, name, clock: browserClock }));
  const parts = {
    userId,
    schema: bandSchema,
    local: createDexieRepository({ userId, name }),
    remote: backend.remote(userId, bandSchema),
    realtime: backend.realtime,
    lock: createLeaderLock(),
    tabs: createTabChannel(name),
    clock: browserClock,
    ids: browserIds,
    connectivity: browserConnectivity,
  };
  return createInstrumentedEngine(parts, syncLog);
}

/** What the engine told its sync log, to be told once more to another one with a watch in hand. */
let told: ((syncLog: SyncLog) => void)[] | null = null;

function listening(syncLog: SyncLog): SyncLog {
  return {
    bodies: false,
    note(entry) {
      told?.push((other) => other.note({ ...entry }));
      syncLog.note(entry);
    },
    tally(at, numbers) {
      told?.push((other) => other.tally(at, { ...numbers }));
      syncLog.tally(at, numbers);
    },
    close: () => syncLog.close(),
  };
}

const bench = {
  now,

  async signUp(name: string, email: string, password: string): Promise<void> {
    await backend.auth.signUp(name, email, password);
  },

  async signIn(email: string, password: string): Promise<void> {
    await backend.auth.signIn(email, password);
  },

  async open(): Promise<void> {
    engine = make();
    await engine.start();
  },

  /** Resolves when the server has everything and is heard. */
  async settled(): Promise<void> {
    await when(running().connection, (state) => state.kind === 'connected' && state.pending === 0);
  },

  async createBand(name: string): Promise<string> {
    const answer = await running().call('create_band', { name });
    const id = textOf(answer, 'id');
    await when(running().scopes, (scopes) => scopes.includes(id));
    return id;
  },

  async invite(band: string): Promise<string> {
    const answer = await running().call('create_invite', { band, role: 'member' });
    return textOf(answer, 'code');
  },

  async join(code: string): Promise<void> {
    await running().call('join_band', { code });
  },

  /** Resolves with the time at which the list first had `count` songs. */
  songsSeen(band: string, count: number): Promise<number> {
    return when(running().query(songs(band)), ({ rows }) => rows.length >= count);
  },

  /** Resolves with the time at which the device knew that it has them all. */
  songsComplete(band: string, count: number): Promise<number> {
    return when(running().query(songs(band)), ({ rows, complete }) => complete && rows.length >= count);
  },

  /** From here on `arrived` can be asked when a song of this title came. Nothing looks for it meanwhile: that would cost. */
  expect(band: string, title: string): void {
    const live = running().query({ scope: band, table: 'songs' });
    expected = when(live, ({ rows }) => rows.some((row) => row.title === title));
  },

  arrived: (): Promise<number> => expected,

  /** Writes one song; the time just before the call. */
  async write(band: string, title: string): Promise<number> {
    const at = now();
    await running().repository.insert(band, 'songs', { title });
    return at;
  },

  async writeMany(band: string, count: number, prefix: string): Promise<void> {
    const writes = Array.from({ length: count }, (_, index) =>
      running().repository.insert(band, 'songs', { title: `${prefix} ${index}` }),
    );
    await Promise.all(writes);
  },

  /** Of one write: milliseconds until the own sorted query was told, and until it was durable. */
  async localWrite(band: string, title: string): Promise<{ told: number; durable: number }> {
    const live = running().query(songs(band));
    let told = 0;
    const start = performance.now();
    const stop = live.subscribe(() => {
      live.get();
      told ||= performance.now() - start;
    });
    await running().repository.insert(band, 'songs', { title });
    stop();
    return { told, durable: performance.now() - start };
  },

  /** From the moment the device is online again to the last acknowledgement. Milliseconds. */
  async drained(): Promise<number> {
    const from = await online();
    return (await bench.drainedAt()) - from;
  },

  /** Resolves with the time at which the server had everything of this device. */
  drainedAt: (): Promise<number> => when(running().connection, (state) => state.pending === 0),

  /** From the moment the device is online again to the last of `count` songs. Milliseconds. */
  async caughtUp(band: string, count: number): Promise<number> {
    const from = await online();
    return (await bench.songsSeen(band, count)) - from;
  },

  /** Changes what stands between the page and the server; what became of the calls so far. */
  trouble(change: Partial<Pick<typeof network, 'lossy' | 'deaf' | 'stalled'>>): typeof network.met {
    Object.assign(network, change);
    return { ...network.met };
  },

  leads: (): boolean => running().connection.get().leader,

  /** Like drained, with the time that the log took of it: noting while it went, and writing it down afterwards. */
  async loggedDrain(): Promise<{ pushMs: number; logMs: number }> {
    const replay: ((syncLog: SyncLog) => void)[] = [];
    told = replay;
    const pushMs = await bench.drained();
    told = null;
    const syncLog = createDexieSyncLog({ userId: 'bench', name: `log-${crypto.randomUUID()}`, clock: browserClock });
    // Opening the database is the price of a page, not of a push.
    await syncLog.entries();
    const from = performance.now();
    for (const tell of replay) tell(syncLog);
    await syncLog.close();
    return { pushMs, logMs: performance.now() - from };
  },

  pending: (): number => running().connection.get().pending,

  /** From here on the longest task of the page is noted, from 50 ms on; 0 while there is none. Milliseconds. */
  noteTasks(): void {
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
    }).observe({ type: 'longtask' });
  },

  longestTask: (): number => longestTask,

  /** A start on what the device holds: milliseconds to the first 50 songs and to all `count`. */
  async warmStart(band: string, count: number): Promise<{ first: number; all: number }> {
    const from = now();
    engine = make();
    const started = engine.start();
    const [first, all] = await Promise.all([bench.songsSeen(band, 50), bench.songsSeen(band, count)]);
    await started;
    return { first: first - from, all: all - from };
  },
};

export type Bench = typeof bench;

declare global {
  interface Window {
    bench: Bench;
  }
}

window.bench = bench;
