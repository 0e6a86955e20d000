// Runs in Chromium: one device with the real engine and adapters, driven by the bench through `window.bench`.
import { createSupabaseAuth } from '@rockon/auth';
import { bandSchema } from '@rockon/domain';
import type { Json, Live, Query, Row, SyncEngine, SyncLog, SyncSchema } from '@rockon/sync';
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
import { FaultySocket, faultyFetch, network } from './network.ts';

const byTitle = (a: Row, b: Row): number => String(a.title).localeCompare(String(b.title)) || (a.id < b.id ? -1 : 1);

const project = { url: location.origin, key: 'sb_publishable_local', fetch: faultyFetch };
const { auth, tokens } = createSupabaseAuth({ ...project, storageKey: 'rockon-session' });
const backend = createSupabaseBackend({ ...project, tokens, WebSocket: FaultySocket });
let engine: SyncEngine | null = null;
let expected: Promise<number> = Promise.resolve(0);
let longestTask = 0;

const running = (): SyncEngine => {
  if (!engine) throw new Error('The engine is not open');
  return engine;
};

/** Milliseconds since 1970 on a monotonic clock, comparable between processes of one machine. */
const now = (): number => performance.timeOrigin + performance.now();

function textOf(answer: Json, field: string): string {
  const value = (answer as Readonly<Record<string, Json>> | null)?.[field];
  if (typeof value !== 'string') throw new Error(`The response has no ${field}`);
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
  const userId = auth.currentSession()?.userId;
  if (!userId) throw new Error('Nobody is signed in');
  const name = `rockon-${userId}`;
  // With the sync log, as in the app, so that its cost is part of every figure.
  const syncLog = recording(createDexieSyncLog({ name, clock: browserClock }));
  const parts = {
    userId,
    schema: bandSchema as SyncSchema,
    local: createDexieRepository({ name }),
    remote: backend.remote(userId, bandSchema),
    realtime: backend.realtime,
    lock: createLeaderLock(),
    lockName: `${name}-leader`,
    tabs: createTabChannel(name),
    clock: browserClock,
    ids: browserIds,
    connectivity: browserConnectivity,
  };
  return createInstrumentedEngine(parts, syncLog);
}

/** While not null, collects the calls to the sync log, so that they can be timed by replaying them on another log. */
let recordedCalls: ((syncLog: SyncLog) => void)[] | null = null;

function recording(syncLog: SyncLog): SyncLog {
  return {
    bodies: false,
    record(entry) {
      recordedCalls?.push((other) => other.record({ ...entry }));
      syncLog.record(entry);
    },
    recordMetrics(at, numbers) {
      recordedCalls?.push((other) => other.recordMetrics(at, { ...numbers }));
      syncLog.recordMetrics(at, numbers);
    },
    close: () => syncLog.close(),
  };
}

const bench = {
  now,

  async signUp(name: string, email: string, password: string): Promise<void> {
    await auth.signUp(name, email, password);
  },

  async signIn(email: string, password: string): Promise<void> {
    await auth.signIn(email, password);
  },

  async open(): Promise<void> {
    engine = make();
    await engine.start();
  },

  /** Resolves when this device is connected and everything is synced. */
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

  /** Resolves with the time at which the device has all songs and knows it. */
  songsComplete(band: string, count: number): Promise<number> {
    return when(running().query(songs(band)), ({ rows, complete }) => complete && rows.length >= count);
  },

  /** Waits for a song with this title; `arrived` returns when it came. Subscribes instead of polling, which would cost time. */
  expect(band: string, title: string): void {
    const live = running().query({ scope: band, table: 'songs' });
    expected = when(live, ({ rows }) => rows.some((row) => row.title === title));
  },

  arrived: (): Promise<number> => expected,

  /** Writes one song. Returns the time just before the call. */
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

  /** Milliseconds from one write until this tab's sorted query was notified, and until the write was durable. */
  async localWrite(band: string, title: string): Promise<{ notified: number; durable: number }> {
    const live = running().query(songs(band));
    let notified = 0;
    const start = performance.now();
    const stop = live.subscribe(() => {
      live.get();
      notified ||= performance.now() - start;
    });
    await running().repository.insert(band, 'songs', { title });
    stop();
    return { notified, durable: performance.now() - start };
  },

  /** Milliseconds from coming online to the last acknowledgement. */
  async drained(): Promise<number> {
    const from = await online();
    return (await bench.drainedAt()) - from;
  },

  /** Resolves with the time at which the outbox is empty. */
  drainedAt: (): Promise<number> => when(running().connection, (state) => state.pending === 0),

  /** Milliseconds from coming online to the last of `count` songs. */
  async caughtUp(band: string, count: number): Promise<number> {
    const from = await online();
    return (await bench.songsSeen(band, count)) - from;
  },

  /** Turns faults on or off. Returns how often each fault has happened so far. */
  simulate(change: Partial<Pick<typeof network, 'lossy' | 'silent' | 'stalled'>>): typeof network.counts {
    Object.assign(network, change);
    return { ...network.counts };
  },

  leads: (): boolean => running().connection.get().leader,

  /** Like drained, plus the time the sync log needs for the same entries: recording and writing them. */
  async loggedDrain(): Promise<{ pushMs: number; logMs: number }> {
    const replay: ((syncLog: SyncLog) => void)[] = [];
    recordedCalls = replay;
    const pushMs = await bench.drained();
    recordedCalls = null;
    const syncLog = createDexieSyncLog({ name: `log-${crypto.randomUUID()}`, clock: browserClock });
    // Opening the database is part of loading a page, not of a push.
    await syncLog.entries();
    const from = performance.now();
    for (const call of replay) call(syncLog);
    await syncLog.close();
    return { pushMs, logMs: performance.now() - from };
  },

  pending: (): number => running().connection.get().pending,

  /** Starts recording the page's longest task, in milliseconds. The browser reports tasks of 50 ms or more; 0 without any. */
  recordTasks(): void {
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
    }).observe({ type: 'longtask' });
  },

  longestTask: (): number => longestTask,

  /** Starts the engine with data already on the device. Returns milliseconds to the first 50 songs and to all `count`. */
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
