import type { LeaderLock } from '../ports/environment.ts';
import { assert, assertEqual, type DefineCase } from './contract.ts';

export interface LeaderLockHarness {
  /** The lock as one tab sees it; each call is another tab of the same device. */
  tab(): LeaderLock;
}

/** A tab that wants to lead, and what happened to it. */
function candidate(lock: LeaderLock, name = 'leader') {
  let began: () => void = () => {};
  let ended: () => void = () => {};
  const state = {
    leading: false,
    began: new Promise<void>((resolve) => {
      began = resolve;
    }),
    ended: new Promise<void>((resolve) => {
      ended = resolve;
    }),
    release: () => {},
  };
  const { release } = lock.lead(name, async (lost) => {
    state.leading = true;
    began();
    if (!lost.aborted) await new Promise((resolve) => lost.addEventListener('abort', resolve, { once: true }));
    state.leading = false;
    ended();
  });
  state.release = release;
  return state;
}

/** The contract of LeaderLock; see the port. Frozen and killed tabs need a real browser: tests/browser. */
export function leaderLockContract(test: DefineCase<LeaderLockHarness>): void {
  test('[T1] one of several tabs leads at a time', async ({ tab }) => {
    const tabs = [candidate(tab()), candidate(tab()), candidate(tab())];
    await Promise.race(tabs.map(({ began }) => began));
    assertEqual(tabs.filter(({ leading }) => leading).length, 1, 'leaders');
    for (const each of tabs) each.release();
  });

  test('[T4] when the leader releases the lock another tab leads', async ({ tab }) => {
    const first = candidate(tab());
    await first.began;
    const second = candidate(tab());
    first.release();
    await second.began;
    assert(!first.leading && second.leading, 'the second leads alone');
    second.release();
  });

  test('[T1] releasing ends the body before another tab begins', async ({ tab }) => {
    const order: string[] = [];
    const first = candidate(tab());
    const second = candidate(tab());
    void first.ended.then(() => order.push('first ended'));
    await Promise.race([first.began, second.began]);
    assert(first.leading, 'who asked first leads');
    void second.began.then(() => order.push('second began'));
    first.release();
    await second.began;
    assertEqual(order, ['first ended', 'second began']);
    second.release();
  });

  test('[T4] a tab that releases while it waits never leads', async ({ tab }) => {
    const first = candidate(tab());
    await first.began;
    const [second, third] = [candidate(tab()), candidate(tab())];
    second.release();
    first.release();
    await third.began;
    assert(!second.leading, 'the second never led');
    third.release();
  });

  test('[T1] locks with different names are independent', async ({ tab }) => {
    const [mine, other] = [candidate(tab(), 'leader-a'), candidate(tab(), 'leader-b')];
    await Promise.all([mine.began, other.began]);
    mine.release();
    other.release();
  });

  test('[T4] a tab whose body failed gives up the lead', async ({ tab }) => {
    const failing = tab().lead('leader', () => Promise.reject(new Error('cannot be')));
    const next = candidate(tab());
    await next.began;
    failing.release();
    next.release();
  });
}
