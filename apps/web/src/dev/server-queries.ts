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
  if (session === null) throw new Error('There is no session on this device.');
  return session;
}

/**
 * Asks the server as this user, but past the engine: whoever looks at the cloud wants to see it while the device is
 * "offline", too, and not to find their own looking in the log and in the network tab.
 * @throws Error with the server's words
 */
export async function askCloud(name: string, request: Readonly<Record<string, Json>>): Promise<unknown> {
  const answer = await fetch(`${config.url}/rest/v1/rpc/${name}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      apikey: config.key,
      authorization: `Bearer ${storedSession().access_token}`,
    },
    body: JSON.stringify({ request: { protocol: PROTOCOL, ...request } }),
  });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** As the adapter names fields. */
const inCamelCase = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.replace(/_(\w)/g, (_, next) => next.toUpperCase()), value]),
  ) as Row;

interface SnapshotPage {
  readonly rows: readonly Row[];
  readonly more: boolean;
}

/** The live rows of one table as the server has them now. */
export async function cloudRows(scope: string, table: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let after: string | null = null; ; ) {
    const page = (await askCloud('sync_snapshot', { scope, table, after, limit: PAGE })) as SnapshotPage;
    rows.push(...page.rows.map(inCamelCase));
    after = page.rows.at(-1)?.id ?? null;
    if (!page.more || after === null) return rows;
  }
}

/** Where a scope's log ends on the server, and what stands for the live rows of each of its tables. */
export interface CloudScope {
  readonly head: number;
  readonly epoch: string;
  readonly digest: Readonly<Record<string, { readonly count: number; readonly versions: number }>> | null;
}

/** All scopes in one question: a pull without a cursor tells where the log ends, and no change. */
export async function cloudScopes(scopes: readonly string[]): Promise<Readonly<Record<string, CloudScope>>> {
  const cursors = Object.fromEntries(scopes.map((scope) => [scope, null]));
  const answer = (await askCloud('sync_pull', { cursors, limit: 1, digest: true })) as {
    readonly scopes: Readonly<Record<string, CloudScope>>;
  };
  return answer.scopes;
}
