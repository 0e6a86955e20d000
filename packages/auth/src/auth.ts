/** Where the session is stored: localStorage, or a synchronous equivalent. */
export type SessionStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface Session {
  readonly userId: string;
  readonly email: string;
  /** As given at sign-up; the profile may have another name. */
  readonly name: string;
}

export interface AuthChange {
  /**
   * `signed-in`: the first person, or another one. `renewed`: the same person with a new token. `signed-out`: nobody,
   * because the person signed out or the session ended elsewhere. Only the app knows which of the two; it deletes local
   * data only when the person signed out.
   */
  readonly kind: 'signed-in' | 'renewed' | 'signed-out';
  readonly session: Session | null;
}

/** Proof from an email that an account is the person's own: the typed code, or the hash from the link. */
export type RecoveryProof = { readonly email: string; readonly code: string } | { readonly tokenHash: string };

/** A person proved their identity by email and may set a new password. */
export interface Recovery {
  /** Signs in here and ends all other sessions of this person. May be called again with another password. */
  setPassword(password: string): Promise<Session>;
}

/** Sign-in, sign-out and the account. Every promise rejects only with SyncError, whose message can be shown. */
export interface Auth {
  /** The session stored on this device, even an expired one. Synchronous; makes no request. */
  currentSession(): Session | null;
  /** Null when the person has to confirm the address by email before the first sign-in. */
  signUp(name: string, email: string, password: string): Promise<Session | null>;
  signIn(email: string, password: string): Promise<Session>;
  /** Signs out this device only (`local`) or all devices (`global`). `local` works offline too. */
  signOut(options: { readonly scope: 'local' | 'global' }): Promise<void>;
  /** Calls the listener after a change, never inside a call of this interface. Returns a function that ends it. */
  onChange(listener: (change: AuthChange) => void): () => void;
  /** Emails a code and a link to `returnTo`. Succeeds whether or not the account exists. */
  requestPasswordReset(email: string, returnTo: string): Promise<void>;
  /**
   * Redeems the proof; rejects when it is wrong, expired or used. This device's session, which may belong to another
   * person, stays until a new password is set: opening a link changes nothing.
   */
  recover(proof: RecoveryProof): Promise<Recovery>;
  /** Ends all other sessions of this person. */
  updatePassword(password: string): Promise<void>;
  /**
   * `confirm-mail`: the address changes once the person follows the link in the email. `changed`: it has changed already,
   * because this server requires no confirmation.
   */
  updateEmail(email: string): Promise<'changed' | 'confirm-mail'>;
}
