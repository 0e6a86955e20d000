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

type Settings = Pick<
  ImportMetaEnv,
  | 'VITE_SUPABASE_URL'
  | 'VITE_SUPABASE_KEY'
  | 'VITE_ENABLE_REALTIME'
  | 'VITE_ENABLE_SYNC_ICONS'
  | 'VITE_ENABLE_TOASTS'
  | 'VITE_SYNC_INTERVAL'
>;

const LOCAL_KEY = 'sb_publishable_local';
const DEFAULT_POLL_MS = 5_000;
/** More often would be an attack on one's own server. */
const FASTEST_POLL_MS = 250;

export function readConfig(env: Settings, origin: string): AppConfig {
  const poll = Number(env.VITE_SYNC_INTERVAL);
  return {
    url: env.VITE_SUPABASE_URL || origin,
    key: env.VITE_SUPABASE_KEY || LOCAL_KEY,
    realtime: readRollout(env.VITE_ENABLE_REALTIME),
    syncIcons: readRollout(env.VITE_ENABLE_SYNC_ICONS),
    toasts: readRollout(env.VITE_ENABLE_TOASTS),
    pollMs: poll >= FASTEST_POLL_MS ? poll : DEFAULT_POLL_MS,
  };
}

/** Where the developer dashboard keeps other settings than the build's, for this browser alone. */
export const DEV_SETTINGS = 'rockon.dev.settings';

function devSettings(): Settings {
  try {
    return JSON.parse(localStorage.getItem(DEV_SETTINGS) ?? '{}');
  } catch {
    return {};
  }
}

export const config = readConfig(
  import.meta.env.DEV ? { ...import.meta.env, ...devSettings() } : import.meta.env,
  window.location.origin,
);
