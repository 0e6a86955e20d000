export { createSupabaseBackend, type SupabaseBackend, type SupabaseBackendOptions } from './backend.ts';
