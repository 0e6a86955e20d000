import type { LeaderLock } from '../../ports/environment.ts';
import { LeaderPulse } from './leader-heartbeat.ts';

/** Before queueing again after the lead ended: a body that fails at once must not spin. */
const AGAIN_AFTER_MS = 1_000;

type Body = (lost: AbortSignal) => Promise<void>;

/**
 * Leadership by Web Lock. The browser gives the lock on in the moment its tab closes or crashes; from a tab that is
 * frozen it is stolen (see LeaderPulse).
 *
 * A page that came over plain http (a phone in the rehearsal room) has no Web Locks; there the pulse alone elects, which
 * may give two leaders for a moment. That is allowed: writes are fenced by the term.
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
  const pulse = new LeaderPulse(name);
  while (!released.aborted) {
    await leadOnce(locks, name, body, released, pulse);
    pulse.rest();
    if (!released.aborted) await pause(AGAIN_AFTER_MS, released);
  }
  pulse.close();
}

/** Waits for the lead, takes it, runs the body. Resolves when the lead is over; never rejects. */
async function leadOnce(
  locks: LockManager | undefined,
  name: string,
  body: Body,
  released: AbortSignal,
  pulse: LeaderPulse,
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
    pulse.lead();
    await body(lost.signal);
  };
  const silence = new Promise<'silence'>((resolve) => pulse.watch(() => resolve('silence')));
  // Both reject as well: when the wait is given up, and when the lock is stolen while the body still runs.
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
