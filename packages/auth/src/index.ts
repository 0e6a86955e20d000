export type { Auth, AuthChange, Recovery, RecoveryProof, Session, SessionStorage } from './auth.ts';
export { createSupabaseAuth, type SupabaseAuthOptions, type SupabaseAuthService } from './create-auth.ts';
