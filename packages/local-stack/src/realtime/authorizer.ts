import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { isUnavailable, sqlState } from '../database/pools.ts';
import type { Claims } from '../tokens/jwt.ts';

export interface Access {
  readonly broadcast: boolean;
  readonly presence: boolean;
}

export const NO_ACCESS: Access = { broadcast: false, presence: false };

/**
 * Finds out what the policies on `realtime.messages` allow a caller in a topic. Like the hosted service, it reads and
 * writes probe rows that are always rolled back. An error in a policy means no access; an unreachable database throws.
 */
export class Authorizer {
  readonly #pool: pg.Pool;
  readonly #log: (line: string) => void;

  constructor(pool: pg.Pool, log: (line: string) => void) {
    this.#pool = pool;
    this.#log = log;
  }

  /** Writes two probe rows with full rights and returns which of them the caller can read. */
  async mayRead(claims: Claims, topic: string): Promise<Access> {
    const probes = { broadcast: randomUUID(), presence: randomUUID() };
    return this.#probe(claims, topic, async (client) => {
      const written = client.query({
        name: 'read probes',
        text: `insert into realtime.messages (id, topic, extension) values ($1, $3, 'broadcast'), ($2, $3, 'presence')`,
        values: [probes.broadcast, probes.presence, topic],
      });
      const switched = this.#impersonate(client, claims, topic);
      const seen = client.query<{ id: string }>({
        name: 'visible probes',
        text: 'select id from realtime.messages where id = any($1)',
        values: [[probes.broadcast, probes.presence]],
      });
      await allInOrder([written, switched, seen]);
      const ids = new Set((await seen).rows.map((row) => row.id));
      return { broadcast: ids.has(probes.broadcast), presence: ids.has(probes.presence) };
    });
  }

  /** Tries to write two probe rows as the caller. */
  async mayWrite(claims: Claims, topic: string): Promise<Access> {
    return this.#probe(claims, topic, async (client) => {
      const switched = this.#impersonate(client, claims, topic);
      const allowed = async (extension: string): Promise<boolean> => {
        await client.query('savepoint probe');
        try {
          await client.query({
            name: 'write probe',
            text: 'insert into realtime.messages (topic, extension) values ($1, $2)',
            values: [topic, extension],
          });
          return true;
        } catch (error) {
          if (sqlState(error) === '42501') return false;
          throw error;
        } finally {
          await client.query('rollback to savepoint probe');
        }
      };
      await switched;
      return { broadcast: await allowed('broadcast'), presence: await allowed('presence') };
    });
  }

  /** Switches this transaction to the caller's role and claims. */
  #impersonate(client: pg.PoolClient, claims: Claims, topic: string): Promise<unknown> {
    return client.query({
      name: 'impersonate the caller',
      text: `select set_config('statement_timeout', '3s', true), set_config('realtime.topic', $1, true),
               set_config('request.jwt.claims', $2, true), set_config('request.jwt.claim.sub', $3, true),
               set_config('request.jwt.claim.role', $4, true), set_config('request.headers', '{}', true),
               set_config('role', $4, true)`,
      values: [topic, JSON.stringify(claims), claims.sub ?? '', claims.role],
    });
  }

  async #probe(claims: Claims, topic: string, probe: (client: pg.PoolClient) => Promise<Access>): Promise<Access> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      const [, access] = await allInOrder([client.query('begin'), probe(client)]);
      return access;
    } catch (error) {
      // A busy or stopped database must not count as a denial, which the channel keeps until its next token.
      if (isUnavailable(error) || /^(40|55|57)/.test(sqlState(error) ?? '')) throw error;
      const reason = error instanceof Error ? error.message : 'unknown';
      this.#log(`A policy of realtime.messages failed for ${claims.role} in ${topic}: ${reason}`);
      return NO_ACCESS;
    } finally {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure;
      });
      client.release(broken);
    }
  }
}

/** Waits for all and throws the first error in order, because later pipelined statements only repeat it. */
async function allInOrder<T extends readonly unknown[]>(
  work: readonly [...{ [I in keyof T]: Promise<T[I]> }],
): Promise<T> {
  await Promise.allSettled(work);
  return (await Promise.all(work)) as unknown as T;
}
