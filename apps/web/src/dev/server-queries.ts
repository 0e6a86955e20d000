import type { Json, Row } from '@rockon/sync';
import { config } from '../lib/config.ts';
import { SESSION_KEY } from '../session/names.ts';

const PROTOCOL = 1;
const PAGE = 1_000;

export interface StoredSession {
  readonly access_token: string;
  readonly expires_at?: number;
}

export function storedSession(): StoredSession {
  const session = JSON.parse(localStorage.getItem(SESSION_KEY) ?? 'null') as StoredSession | null;
  if (session === null) throw new Error('Nobody is signed in on this device.');
  return session;
}

/**
 * Calls a server function as this user but without the engine, so that it works while the device is "offline" and
 * appears neither in the sync log nor in the network tab.
 * @throws Error with the status and the server's message
 */
export async function callServer(name: string, request: Readonly<Record<string, Json>>): Promise<unknown> {
  const answer = await fetch(`${config.url}/rest/v1/rpc/${name}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      apikey: config.key,
      authorization: `Bearer ${storedSession().access_token}`,
    },
    body: JSON.stringify({ request: { protocol: PROTOCOL, ...request } }),
  });
  if (!answer.ok) throw new Error(`The server returned ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** Renames snake_case columns to the field names of the Supabase adapter. */
const inCamelCase = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.replace(/_(\w)/g, (_, next) => next.toUpperCase()), value]),
  ) as Row;

interface SnapshotPage {
  readonly rows: readonly Row[];
  readonly more: boolean;
}

/** The live rows of one table on the server. */
export async function serverRows(scope: string, table: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let after: string | null = null; ; ) {
    const page = (await callServer('sync_snapshot', { scope, table, after, limit: PAGE })) as SnapshotPage;
    rows.push(...page.rows.map(inCamelCase));
    after = page.rows.at(-1)?.id ?? null;
    if (!page.more || after === null) return rows;
  }
}

/** The end of a scope's log on the server, and a digest of the live rows of each table. */
export interface ServerScope {
  readonly head: number;
  readonly epoch: string;
  readonly digest: Readonly<Record<string, { readonly count: number; readonly versions: number }>> | null;
}

/** All scopes in one call: a pull without a cursor returns the end of the log and no changes. */
export async function serverScopes(scopes: readonly string[]): Promise<Readonly<Record<string, ServerScope>>> {
  const cursors = Object.fromEntries(scopes.map((scope) => [scope, null]));
  const answer = (await callServer('sync_pull', { cursors, limit: 1, digest: true })) as {
    readonly scopes: Readonly<Record<string, ServerScope>>;
  };
  return answer.scopes;
}
