import type { Clock, Connectivity } from '@rockon/sync';
import { browserClock, browserConnectivity } from '@rockon/sync/browser';
import type { SupabaseBackendOptions } from '@rockon/sync/supabase';

/** The engine's network, clock and connectivity. The developer dashboard wraps them to inject faults. */
export interface Environment {
  readonly fetch?: typeof fetch;
  readonly WebSocket?: NonNullable<SupabaseBackendOptions['WebSocket']>;
  readonly clock: Clock;
  readonly connectivity: Connectivity;
  /** Whether the sync log keeps what was sent and answered. */
  readonly logBodies: boolean;
}

export const browserEnvironment: Environment = {
  clock: browserClock,
  connectivity: browserConnectivity,
  logBodies: false,
};
