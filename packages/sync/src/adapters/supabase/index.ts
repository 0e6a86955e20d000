export type { Auth, AuthChange, Recovery, RecoveryProof, Session, SessionStorage } from './auth.ts';
export { STORAGE_KEY } from './auth.ts';
export { createSupabaseBackend, type SupabaseBackend, type SupabaseBackendOptions } from './backend.ts';
