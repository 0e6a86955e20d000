export { createSupabaseBackend, type SupabaseBackend, type SupabaseBackendOptions } from './backend.ts';
export { SERVER_MESSAGES, type ServerMessages } from './messages.ts';
