import type { AuthChangeEvent, Session as AuthSession, GoTrueClient } from '@supabase/auth-js';
import { SyncError } from '../../protocol/errors.ts';
import { authError } from './auth-errors.ts';

/** Where the session is kept: localStorage, or whatever answers at once like it. */
export type SessionStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface Session {
  readonly userId: string;
  readonly email: string;
  /** As given at sign-up; the profile may say another one. */
  readonly name: string;
}

export interface AuthChange {
  /**
   * `signed-in`: another person than before, or the first. `renewed`: the same one goes on. `signed-out`: nobody, by
   * their own wish or because the session ended elsewhere; only the app knows which, and only a wish deletes anything.
   */
  readonly kind: 'signed-in' | 'renewed' | 'signed-out';
  readonly session: Session | null;
}

/** What a mail said about whose account it is: the code that was typed, or the hash out of the link. */
export type RecoveryProof = { readonly email: string; readonly code: string } | { readonly tokenHash: string };

/** Somebody has proved by mail to own an account, and may choose its password. */
export interface Recovery {
  /** Signs in here and ends all other sessions of this person. May be tried again with another password. */
  setPassword(password: string): Promise<Session>;
}

/** Signing in and out. Every promise rejects with SyncError alone, whose message can be shown as it is. */
export interface Auth {
  /** The session that this device remembers, even an expired one. Never waits, never asks the network. */
  currentSession(): Session | null;
  /** Null when the address has to be confirmed by mail before the first sign-in. */
  signUp(name: string, email: string, password: string): Promise<Session | null>;
  signIn(email: string, password: string): Promise<Session>;
  /** Signs out this device alone (`local`) or every device. `local` works without a network too. */
  signOut(options: { readonly scope: 'local' | 'global' }): Promise<void>;
  /** Told after the event, never inside it: calling back into auth from here is safe. The answer ends it. */
  onChange(listener: (change: AuthChange) => void): () => void;
  /** Sends a mail with a code and a link to `returnTo`, whether or not there is such an account. */
  requestPasswordReset(email: string, returnTo: string): Promise<void>;
  /**
   * Uses up what the mail said; rejects when it is wrong, too old or used. The session of this device, perhaps somebody
   * else's, stays as it is until there is a new password: a link that was only opened changes nothing.
   */
  recover(proof: RecoveryProof): Promise<Recovery>;
  /** Ends all other sessions of this person. */
  updatePassword(password: string): Promise<void>;
  /**
   * `confirm-mail`: the address changes once the link in the mail to it has been followed. `changed`: it has, because
   * this server asks for no confirmation.
   */
  updateEmail(email: string): Promise<'changed' | 'confirm-mail'>;
}

export const STORAGE_KEY = 'rockon-session';

export class SupabaseAuth implements Auth {
  readonly #listeners = new Set<(change: AuthChange) => void>();
  #last: string | null;

  constructor(
    private readonly client: GoTrueClient,
    private readonly storage: SessionStorage,
    /** A client that keeps its session to itself. */
    private readonly apart: () => GoTrueClient,
  ) {
    this.#last = this.currentSession()?.userId ?? null;
    // Synchronous, and nothing of auth-js is called inside: it holds its own lock while it tells.
    client.onAuthStateChange((event, session) => this.#heard(event, session));
  }

  currentSession(): Session | null {
    return toSession(this.stored());
  }

  /** The access token that this device holds, good or not. */
  storedToken(): string | null {
    return this.stored()?.access_token ?? null;
  }

  /** The session as auth-js keeps it on this device, good or not. */
  stored(): AuthSession | null {
    try {
      return JSON.parse(this.storage.getItem(STORAGE_KEY) ?? 'null');
    } catch {
      return null;
    }
  }

  async signUp(name: string, email: string, password: string): Promise<Session | null> {
    const { session } = await unwrap(this.client.signUp({ email, password, options: { data: { name } } }));
    return toSession(session);
  }

  async signIn(email: string, password: string): Promise<Session> {
    const { session } = await unwrap(this.client.signInWithPassword({ email, password }));
    return required(session);
  }

  async signOut({ scope }: { readonly scope: 'local' | 'global' }): Promise<void> {
    const error = await this.client.signOut({ scope }).then(
      (answer) => answer.error,
      (thrown: unknown) => thrown,
    );
    if (!error) return;
    if (scope === 'global') throw authError(error);
    // auth-js keeps the session when the server cannot be told. The person at this device asked to be gone from it.
    this.storage.removeItem(STORAGE_KEY);
    this.#tell('signed-out', null);
  }

  onChange(listener: (change: AuthChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async requestPasswordReset(email: string, returnTo: string): Promise<void> {
    await unwrap(this.client.resetPasswordForEmail(email, { redirectTo: returnTo }));
  }

  async recover(proof: RecoveryProof): Promise<Recovery> {
    const client = this.apart();
    const { session } = await unwrap(
      client.verifyOtp(
        'code' in proof
          ? { type: 'recovery', email: proof.email, token: proof.code }
          : { type: 'recovery', token_hash: proof.tokenHash },
      ),
    );
    required(session);
    return {
      setPassword: async (password) => {
        await unwrap(client.updateUser({ password }));
        const mine = await unwrap(client.getSession());
        const { access_token = '', refresh_token = '' } = mine.session ?? {};
        const taken = await unwrap(this.client.setSession({ access_token, refresh_token }));
        return required(taken.session);
      },
    };
  }

  async updatePassword(password: string): Promise<void> {
    await unwrap(this.client.updateUser({ password }));
  }

  async updateEmail(email: string): Promise<'changed' | 'confirm-mail'> {
    const { user } = await unwrap(this.client.updateUser({ email }));
    return user?.email?.toLowerCase() === email.toLowerCase() ? 'changed' : 'confirm-mail';
  }

  #heard(event: AuthChangeEvent, session: AuthSession | null): void {
    // INITIAL_SESSION with null also means "expired, and no network to renew it": nobody was signed out.
    if (event === 'SIGNED_OUT') this.#tell('signed-out', null);
    else if (session && event !== 'INITIAL_SESSION') {
      // auth-js says SIGNED_IN again whenever the tab comes to the front.
      this.#tell(session.user.id === this.#last ? 'renewed' : 'signed-in', toSession(session));
    }
  }

  #tell(kind: AuthChange['kind'], session: Session | null): void {
    this.#last = session?.userId ?? null;
    setTimeout(() => {
      for (const listener of [...this.#listeners]) listener({ kind, session });
    }, 0);
  }
}

async function unwrap<Answer extends { readonly data: unknown; readonly error: unknown }>(
  call: Promise<Answer>,
): Promise<Answer['data']> {
  let answer: Answer;
  try {
    answer = await call;
  } catch (thrown) {
    throw authError(thrown);
  }
  if (answer.error) throw authError(answer.error);
  return answer.data;
}

function toSession(session: Pick<AuthSession, 'user'> | null): Session | null {
  if (!session?.user?.id) return null;
  const { id, email, user_metadata: about } = session.user;
  return { userId: id, email: email ?? '', name: typeof about?.name === 'string' ? about.name : '' };
}

function required(session: AuthSession | null): Session {
  const mine = toSession(session);
  if (!mine) throw new SyncError('defect', 'The sign-in service gave no session.');
  return mine;
}
