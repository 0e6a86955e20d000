interface ImportMetaEnv {
  readonly VITE_SUPABASE_URL?: string;
  readonly VITE_SUPABASE_KEY?: string;
  readonly VITE_ENABLE_REALTIME?: string;
  readonly VITE_ENABLE_SYNC_ICONS?: string;
  readonly VITE_ENABLE_TOASTS?: string;
  readonly VITE_SYNC_INTERVAL?: string;
}
