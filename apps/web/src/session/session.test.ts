import type { ConnectionTrouble } from '@rockon/sync/dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from './engine.ts';
import type { LazyAuth } from './lazy-backend.ts';
import { recentDeletes, rememberDeletes } from './recent-deletes.ts';
import { Session } from './session.ts';

const mia = { userId: '00000000-0000-4000-8000-000000000001', email: 'mia@example.org', name: 'Mia' };
const never = new Promise<never>(() => undefined);

class Storage {
  readonly kept = new Map<string, string>();
  readonly getItem = (name: string) => this.kept.get(name) ?? null;
  readonly setItem = (name: string, value: string) => void this.kept.set(name, value);
  readonly removeItem = (name: string) => void this.kept.delete(name);
}

/** A session of Mia with an engine that notes what is asked of it. */
async function opened(parts: { readonly signOut?: () => Promise<void>; readonly destroy?: () => Promise<void> } = {}) {
  const did: string[] = [];
  const noted = (name: string, work?: () => Promise<void>) => async () => {
    did.push(name);
    await work?.();
  };
  const auth = {
    signOut: noted('auth.signOut', parts.signOut),
    forget: () => void did.push('auth.forget'),
    onChange: () => () => undefined,
  } as unknown as LazyAuth;
  const engine = {
    start: noted('start'),
    stop: noted('stop'),
    destroy: noted('destroy', parts.destroy),
  } as unknown as Engine;
  let trouble: (what: ConnectionTrouble) => void = () => undefined;
  const session = new Session(auth, (_userId, onTrouble) => {
    trouble = onTrouble;
    return engine;
  });
  await expect.poll(() => session.state.get().kind).toBe('open');
  return { session, did, trouble: (what: ConnectionTrouble) => trouble(what) };
}

describe('Session', () => {
  let storage: Storage;
  beforeEach(() => {
    storage = new Storage();
    storage.setItem('rockon.identity', JSON.stringify(mia));
    vi.stubGlobal('localStorage', storage);
    vi.stubGlobal('window', { addEventListener: () => undefined });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('does not show the next person in this tab what the previous one deleted', async () => {
    const { session } = await opened();
    const key = { scope: 'band', table: 'songs', id: 's1' } as const;
    rememberDeletes([{ key, name: 'Jolene', unsent: null }]);
    await session.signOut();
    const { auth } = session as unknown as { auth: { signIn: () => Promise<unknown> } };
    auth.signIn = async () => ({ ...mia, userId: '00000000-0000-4000-8000-000000000002' });
    await session.signIn('sam@example.org', 'secret');
    expect(recentDeletes.get()).toEqual([]);
  });

  it('signs out: drops the session first, then the database', async () => {
    const { session, did } = await opened();
    await session.signOut();
    expect(did).toEqual(['start', 'auth.signOut', 'destroy']);
    expect(session.state.get()).toEqual({ kind: 'signed-out' });
    expect(storage.getItem('rockon.identity')).toBeNull();
  });

  it('drops the session and deletes the database even if the server cannot be reached', async () => {
    const { session, did } = await opened({ signOut: () => Promise.reject(new Error('no network')) });
    await session.signOut();
    expect(did).toEqual(['start', 'auth.signOut', 'auth.forget', 'destroy']);
  });

  it('waits neither for a hanging network nor for a tab that blocks the database', async () => {
    const { session, did } = await opened({ signOut: () => never, destroy: () => never });
    vi.useFakeTimers();
    const done = session.signOut();
    expect(session.state.get(), 'nobody is signed in from the first moment').toEqual({ kind: 'signed-out' });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(did).toEqual(['start', 'auth.signOut', 'auth.forget', 'destroy']);
    await vi.advanceTimersByTimeAsync(8_000);
    await done;
    expect(session.state.get()).toEqual({ kind: 'signed-out', leftover: true });
  });

  it('stops its engine and reports it when a newer RockOn upgraded the database', async () => {
    const { session, did, trouble } = await opened();
    trouble('outdated');
    expect(session.state.get()).toEqual({ kind: 'replaced', why: 'outdated' });
    expect(did).toEqual(['start', 'stop']);
  });

  it('is signed out after a sign-out in another tab, and else reports the removed database', async () => {
    const first = await opened();
    first.trouble('removed');
    expect(first.session.state.get()).toEqual({ kind: 'replaced', why: 'removed' });
    const second = await opened();
    storage.removeItem('rockon.identity');
    second.trouble('removed');
    expect(second.session.state.get()).toEqual({ kind: 'signed-out' });
  });

  it('ignores the database removal of its own sign-out', async () => {
    const { session, trouble } = await opened();
    await session.signOut();
    trouble('removed');
    expect(session.state.get()).toEqual({ kind: 'signed-out' });
  });
});
