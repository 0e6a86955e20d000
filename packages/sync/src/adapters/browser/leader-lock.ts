import type { LeaderLock } from '../../ports/environment.ts';
import { LeaderHeartbeat } from './leader-heartbeat.ts';

/** Pause before queueing for the lock again: a `body` that fails at once must not cause a busy loop. */
const AGAIN_AFTER_MS = 1_000;

type Body = (lost: AbortSignal) => Promise<void>;

/**
 * Elects the leader by Web Lock. The browser releases the lock when its tab closes or crashes; from a frozen tab it is
 * stolen (see LeaderHeartbeat). A page served over plain http (a phone in the rehearsal room) has no Web Locks. There the
 * heartbeat alone elects, which may briefly give two leaders. That is safe: writes are fenced by the term.
 */
export function createLeaderLock(locks: LockManager | undefined = globalThis.navigator?.locks): LeaderLock {
  return {
    lead(name, body) {
      const released = new AbortController();
      void keepLeading(locks, name, body, released.signal);
      return { release: () => released.abort() };
    },
  };
}

async function keepLeading(
  locks: LockManager | undefined,
  name: string,
  body: Body,
  released: AbortSignal,
): Promise<void> {
  const heartbeat = new LeaderHeartbeat(name);
  while (!released.aborted) {
    await leadOnce(locks, name, body, released, heartbeat);
    heartbeat.rest();
    if (!released.aborted) await pause(AGAIN_AFTER_MS, released);
  }
  heartbeat.close();
}

/** Waits until this tab leads, then runs `body`. Resolves when it no longer leads; never rejects. */
async function leadOnce(
  locks: LockManager | undefined,
  name: string,
  body: Body,
  released: AbortSignal,
  heartbeat: LeaderHeartbeat,
): Promise<void> {
  const lost = new AbortController();
  const waiting = new AbortController();
  const stop = () => {
    waiting.abort();
    lost.abort();
  };
  released.addEventListener('abort', stop, { once: true });
  const held = async () => {
    if (released.aborted) return;
    heartbeat.lead();
    await body(lost.signal);
  };
  const silence = new Promise<'silence'>((resolve) => heartbeat.watch(() => resolve('silence')));
  // The request also rejects when it is aborted, and when the lock is stolen while `body` still runs.
  const turn = (locks ? locks.request(name, { signal: waiting.signal }, held) : aborted(released)).catch(
    () => undefined,
  );
  if ((await Promise.race([turn, silence])) === 'silence') {
    waiting.abort();
    await (locks ? locks.request(name, { steal: true }, held) : held()).catch(() => undefined);
  }
  released.removeEventListener('abort', stop);
  lost.abort();
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function pause(ms: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    until.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
