import type { AuthChange, Recovery } from '@rockon/auth';
import type { ConnectionTrouble } from '@rockon/sync/dexie';
import { watchDevice } from '../lib/device-storage.ts';
import { Store } from '../lib/store.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import type { Engine } from './engine.ts';
import { type Identity, identityName, parseIdentity, readIdentity, writeIdentity } from './identity.ts';
import type { LazyAuth } from './lazy-backend.ts';
import { recentDeletes } from './recent-deletes.ts';

export type { Recovery };

export type AppState =
  /** `blocked`: an older version of RockOn in another tab keeps the local database from opening. */
  | { readonly kind: 'opening'; readonly blocked?: true }
  /** `leftover`: the data of the person who signed out could not be deleted yet. */
  | { readonly kind: 'signed-out'; readonly leftover?: true }
  /** Another tab took over the local database; this tab stays stopped until it is reloaded. */
  | { readonly kind: 'replaced'; readonly why: 'outdated' | 'removed' }
  | { readonly kind: 'open'; readonly identity: Identity; readonly engine: Engine }
  | { readonly kind: 'unreadable'; readonly identity: Identity; readonly message: string };

/** Longer than a response takes. A network that drops every packet must not block signing out. */
const SIGN_OUT_MS = 4_000;
/** A frozen tab may block deleting the database; stop waiting after this. */
const DELETE_MS = 8_000;

export type MakeEngine = (userId: string, onTrouble: (trouble: ConnectionTrouble) => void) => Engine;

/**
 * The signed-in person and their engine. A known identity opens local data at once; its session is checked meanwhile and
 * only decides whether syncing can continue. Only the person's own sign-out closes local data.
 */
export class Session {
  readonly state: Store<AppState>;
  readonly auth: LazyAuth;
  readonly #makeEngine: MakeEngine;
  #opened: Engine | null = null;

  constructor(auth: LazyAuth, makeEngine: MakeEngine) {
    this.auth = auth;
    this.#makeEngine = makeEngine;
    const identity = readIdentity();
    this.state = new Store<AppState>({ kind: identity === null ? 'signed-out' : 'opening' });
    if (identity !== null) void this.#open(identity);
    auth.onChange((change) => this.#onSession(change));
    watchDevice(identityName, (text) => this.#onOtherTab(parseIdentity(text)));
  }

  async signUp(name: string, email: string, password: string): Promise<'signed-in' | 'confirm-mail'> {
    const identity = await this.auth.signUp(name, email, password);
    if (identity === null) return 'confirm-mail';
    await this.#become(identity);
    return 'signed-in';
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.#become(await this.auth.signIn(email, password));
  }

  /** Sets the password of an account whose owner proved their email address, and signs them in. */
  async setRecovered(recovery: Recovery, password: string): Promise<void> {
    await this.#become(await recovery.setPassword(password));
  }

  /** Changes the signed-in person's password and ends their other sessions. */
  changePassword(password: string): Promise<void> {
    return this.auth.updatePassword(password);
  }

  /** Changes the sign-in address: at once, or after the link in an email to the new address was opened. */
  async changeEmail(email: string): Promise<'changed' | 'confirm-mail'> {
    const answer = await this.auth.updateEmail(email);
    const state = this.state.get();
    if (answer === 'changed' && state.kind === 'open') {
      const identity = { ...state.identity, email };
      writeIdentity(identity);
      this.state.set({ ...state, identity });
    }
    return answer;
  }

  /**
   * Ends the session and deletes this person's local data, unsynced changes included: ask first. Never rejects and never
   * waits forever; `leftover` in the state says when the data could not be deleted in time.
   */
  async signOut(): Promise<void> {
    // In any state: a database that could not be opened is deleted too.
    const engine = this.#opened;
    writeIdentity(null);
    this.#opened = null;
    this.state.set({ kind: 'signed-out' });
    // Drop the session before deleting the database, which a frozen tab can block: the next person at this device must
    // not find a session.
    if (!(await withTimeout(SIGN_OUT_MS, this.auth.signOut({ scope: 'local' })))) this.auth.forget();
    if (engine === null || (await withTimeout(DELETE_MS, engine.destroy()))) return;
    if (this.state.get().kind === 'signed-out') this.state.set({ kind: 'signed-out', leftover: true });
  }

  async #become(identity: Identity): Promise<void> {
    const state = this.state.get();
    writeIdentity(identity);
    if (state.kind === 'open' && state.identity.userId === identity.userId) {
      this.state.set({ ...state, identity });
      state.engine.sessionChanged('signed-in');
      return;
    }
    await this.#open(identity);
  }

  async #open(identity: Identity): Promise<void> {
    const previous = this.#opened;
    const engine = this.#makeEngine(identity.userId, (trouble) => this.#onTrouble(engine, trouble));
    this.#opened = engine;
    // The names of recently deleted records must not be shown to the next person.
    recentDeletes.set([]);
    this.state.set({ kind: 'opening' });
    await previous?.stop().catch(() => undefined);
    try {
      await engine.start();
    } catch (error) {
      if (this.#opened === engine) {
        this.state.set({
          kind: 'unreadable',
          identity,
          message: error instanceof Error ? error.message : String(error),
        });
      }
      return;
    }
    if (this.#opened === engine) this.state.set({ kind: 'open', identity, engine });
  }

  /** Another tab took the database or blocks it. A tab without its database must not continue as if it had one. */
  #onTrouble(engine: Engine, trouble: ConnectionTrouble): void {
    if (this.#opened !== engine) return;
    if (trouble === 'blocked') {
      if (this.state.get().kind === 'opening') this.state.set({ kind: 'opening', blocked: true });
      return;
    }
    this.#opened = null;
    // Deleted by signing out in another tab: that one has forgotten the person first.
    const signedOut = trouble === 'removed' && readIdentity() === null;
    this.state.set(signedOut ? { kind: 'signed-out' } : { kind: 'replaced', why: trouble });
    void engine.stop().catch(() => undefined);
  }

  /** A session of another person (from another tab or a reset link) never reaches this engine. */
  #onSession({ kind, session: current }: AuthChange): void {
    const state = this.state.get();
    if (state.kind === 'open' && (current === null || current.userId === state.identity.userId)) {
      state.engine.sessionChanged(kind === 'signed-in' ? kind : 'renewed');
    }
  }

  #onOtherTab(identity: Identity | null): void {
    const state = this.state.get();
    const mine = state.kind === 'open' ? state.identity.userId : null;
    if (identity?.userId === mine) return;
    if (identity !== null) {
      void this.#open(identity);
      return;
    }
    const engine = this.#opened;
    this.#opened = null;
    this.state.set({ kind: 'signed-out' });
    void engine?.stop().catch(() => undefined);
  }
}
