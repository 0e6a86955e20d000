import type { SyncEngine } from '@rockon/sync';
import { watchDevice } from './device-storage.ts';
import { type Identity, identityName, parseIdentity, readIdentity, writeIdentity } from './identity.ts';
import type { LazyAuth } from './lazy-backend.ts';
import { Store } from './store.ts';

export type AppState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'open'; readonly identity: Identity; readonly engine: SyncEngine }
  | { readonly kind: 'unreadable'; readonly identity: Identity; readonly message: string };

/**
 * Who uses the app and which engine is theirs. A known identity opens the local book at once; the session behind it is
 * looked for meanwhile and only decides whether syncing can go on. Nothing but the person's own sign-out closes it.
 */
export class Session {
  readonly state: Store<AppState>;
  readonly auth: LazyAuth;
  readonly #makeEngine: (userId: string) => SyncEngine;
  #opened: SyncEngine | null = null;

  constructor(auth: LazyAuth, makeEngine: (userId: string) => SyncEngine) {
    this.auth = auth;
    this.#makeEngine = makeEngine;
    const identity = readIdentity();
    this.state = new Store<AppState>({ kind: identity === null ? 'signed-out' : 'opening' });
    if (identity !== null) void this.#open(identity);
    auth.onChange(({ session }) => this.#onSession(session));
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

  /** Sets a new password for who proves by mail to own the account, and signs them in. */
  async resetPassword(
    proof: { readonly email: string; readonly code: string } | { readonly tokenHash: string },
    password: string,
  ): Promise<void> {
    const identity = await this.auth.verifyRecovery(proof);
    await this.auth.updatePassword(password);
    await this.#become(identity);
  }

  /** Ends the session and deletes this user's local book. Ask first when work is unsent: it goes with it. */
  async signOut(): Promise<void> {
    // Whatever state it is in: a book that could not be read is deleted too.
    const engine = this.#opened;
    writeIdentity(null);
    this.#opened = null;
    this.state.set({ kind: 'signed-out' });
    try {
      // First the key, then the house: deleting a database may wait for a frozen tab, and whoever sits here next must
      // not find a session.
      await this.auth.signOut({ scope: 'local' });
    } finally {
      await engine?.destroy();
    }
  }

  async #become(identity: Identity): Promise<void> {
    const state = this.state.get();
    writeIdentity(identity);
    if (state.kind === 'open' && state.identity.userId === identity.userId) {
      this.state.set({ ...state, identity });
      state.engine.sessionChanged();
      return;
    }
    await this.#open(identity);
  }

  async #open(identity: Identity): Promise<void> {
    const previous = this.#opened;
    const engine = this.#makeEngine(identity.userId);
    this.#opened = engine;
    this.state.set({ kind: 'opening' });
    await previous?.stop();
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

  /** Somebody else's session (of another tab, of a reset link) never reaches an engine that is not theirs. */
  #onSession(current: Identity | null): void {
    const state = this.state.get();
    if (state.kind === 'open' && (current === null || current.userId === state.identity.userId)) {
      state.engine.sessionChanged();
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
    void engine?.stop();
  }
}
