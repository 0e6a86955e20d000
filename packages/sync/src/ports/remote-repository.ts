import type { Json } from '../protocol/json.ts';
import type { PullRequest, PullResponse, SnapshotRequest, SnapshotResponse } from '../protocol/pull.ts';
import type { PushRequest, PushResponse } from '../protocol/push.ts';

/**
 * The server. Contract (tested on the scripted remote and on Supabase by `testing/remote-repository-contract.ts`):
 * - Rejects only with SyncError; its kind says what to do (protocol/errors.ts).
 * - Never sends a request without the session of `userId`; no session, or another user's, is `auth`.
 * - Checks every answer against its wire schema and that its `user` is `userId`, else `defect`; a captive portal's page
 *   is `offline`.
 * - Times out with `offline`; aborting the signal ends the call at once.
 * - Uses camelCase names on this side and converts them.
 */
export interface RemoteRepository {
  push(request: PushRequest, signal: AbortSignal): Promise<PushResponse>;
  pull(request: PullRequest, signal: AbortSignal): Promise<PullResponse>;
  snapshot(request: SnapshotRequest, signal: AbortSignal): Promise<SnapshotResponse>;
  /** An online-only action (`create_band`, `join_band`, …): a function of the server with one argument, `request`. */
  call(name: string, request: Readonly<Record<string, Json>>, signal?: AbortSignal): Promise<Json>;
}
