import { SyncError } from '@rockon/sync';
import type { AuthChangeEvent, Session as AuthSession, GoTrueClient } from '@supabase/auth-js';
import type { Auth, AuthChange, Recovery, RecoveryProof, Session, SessionStorage } from './auth.ts';
import { authError } from './auth-errors.ts';
import { AUTH_MESSAGES } from './messages.ts';

export class SupabaseAuth implements Auth {
  readonly #listeners = new Set<(change: AuthChange) => void>();
  #last: string | null;

  constructor(
    private readonly client: GoTrueClient,
    private readonly storage: SessionStorage,
    private readonly storageKey: string,
    /** Creates a client whose session is neither stored nor visible to the main client. */
    private readonly separateClient: () => GoTrueClient,
  ) {
    this.#last = this.currentSession()?.userId ?? null;
    // auth-js calls this while it holds its own lock: calling auth-js from inside would deadlock.
    client.onAuthStateChange((event, session) => this.#onAuthEvent(event, session));
  }

  currentSession(): Session | null {
    return toSession(this.stored());
  }

  /** The session as auth-js stores it on this device, valid or expired. */
  stored(): AuthSession | null {
    try {
      return JSON.parse(this.storage.getItem(this.storageKey) ?? 'null');
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
    return requireSession(session);
  }

  async signOut({ scope }: { readonly scope: 'local' | 'global' }): Promise<void> {
    const error = await this.client.signOut({ scope }).then(
      (answer) => answer.error,
      (thrown: unknown) => thrown,
    );
    if (!error) return;
    if (scope === 'global') throw authError(error);
    // auth-js keeps the session when the server cannot be reached, but the person asked to sign out of this device.
    this.storage.removeItem(this.storageKey);
    this.#notify('signed-out', null);
  }

  onChange(listener: (change: AuthChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async requestPasswordReset(email: string, returnTo: string): Promise<void> {
    await unwrap(this.client.resetPasswordForEmail(email, { redirectTo: returnTo }));
  }

  async recover(proof: RecoveryProof): Promise<Recovery> {
    const client = this.separateClient();
    const { session } = await unwrap(
      client.verifyOtp(
        'code' in proof
          ? { type: 'recovery', email: proof.email, token: proof.code }
          : { type: 'recovery', token_hash: proof.tokenHash },
      ),
    );
    requireSession(session);
    return {
      setPassword: async (password) => {
        await unwrap(client.updateUser({ password }));
        const recovered = await unwrap(client.getSession());
        const { access_token = '', refresh_token = '' } = recovered.session ?? {};
        const adopted = await unwrap(this.client.setSession({ access_token, refresh_token }));
        return requireSession(adopted.session);
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

  #onAuthEvent(event: AuthChangeEvent, session: AuthSession | null): void {
    // INITIAL_SESSION with null also means "expired and offline": nobody was signed out.
    if (event === 'SIGNED_OUT') this.#notify('signed-out', null);
    else if (session && event !== 'INITIAL_SESSION') {
      // auth-js sends SIGNED_IN again whenever the tab becomes visible.
      this.#notify(session.user.id === this.#last ? 'renewed' : 'signed-in', toSession(session));
    }
  }

  #notify(kind: AuthChange['kind'], session: Session | null): void {
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

function requireSession(session: AuthSession | null): Session {
  const mine = toSession(session);
  if (!mine) throw new SyncError('defect', AUTH_MESSAGES.noSession);
  return mine;
}
