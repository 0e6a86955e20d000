import { type Rollout, readRollout } from './rollout.ts';

/** Every setting of the build, in one place. `.env.example` says what each is for. */
export interface AppConfig {
  readonly url: string;
  readonly key: string;
  readonly realtime: Rollout;
  readonly syncIcons: Rollout;
  readonly toasts: Rollout;
  /** Milliseconds. */
  readonly pollMs: number;
}

const LOCAL_KEY = 'sb_publishable_local';
const DEFAULT_POLL_MS = 5_000;

function readConfig(env: ImportMetaEnv): AppConfig {
  const poll = Number(env.VITE_SYNC_INTERVAL);
  return {
    url: env.VITE_SUPABASE_URL || window.location.origin,
    key: env.VITE_SUPABASE_KEY || LOCAL_KEY,
    realtime: readRollout(env.VITE_ENABLE_REALTIME),
    syncIcons: readRollout(env.VITE_ENABLE_SYNC_ICONS),
    toasts: readRollout(env.VITE_ENABLE_TOASTS),
    pollMs: poll >= 250 ? poll : DEFAULT_POLL_MS,
  };
}

export const config = readConfig(import.meta.env);
