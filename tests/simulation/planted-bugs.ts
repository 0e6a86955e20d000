import type { LocalRepository, RemoteRepository } from '@rockon/sync';
import type { Saboteur } from './device.ts';

type Commit = Parameters<LocalRepository['commit']>[0];
type Delta = NonNullable<ReturnType<Commit['decide']>>;
type Head = Parameters<Commit['decide']>[0];

/** A repository with changed input and output of `decide`. */
function tampered(
  local: LocalRepository,
  change: { head?: (head: Head) => Head; delta?: (delta: Delta, head: Head) => Delta },
): LocalRepository {
  return {
    load: () => local.load(),
    compact: () => local.compact(),
    usage: () => local.usage(),
    close: () => local.close(),
    destroy: () => local.destroy(),
    commit: (request) =>
      local.commit({
        ...request,
        decide: (head) => {
          const delta = request.decide(change.head?.(head) ?? head);
          return delta && (change.delta?.(delta, head) ?? delta);
        },
      }),
  };
}

function remote(base: RemoteRepository, change: Partial<RemoteRepository>): RemoteRepository {
  return { push: base.push, pull: base.pull, snapshot: base.snapshot, call: base.call, ...change };
}

/** Typical mistakes of sync engines. A simulation that does not find them proves nothing. */
export const PLANTED_BUGS: Readonly<Record<string, Saboteur>> = {
  'a repeated push gets new ids': {
    remote: (base) => {
      let shift = 0;
      return remote(base, {
        push: async (request, signal) => {
          shift += 1_000;
          const by = shift;
          const mutations = request.mutations.map((mutation) => ({
            ...mutation,
            id: mutation.id + by,
            base: mutation.base === null ? null : 999,
          }));
          const response = await base.push({ ...request, acked: 0, mutations }, signal);
          return { ...response, results: response.results.map((result) => ({ ...result, id: result.id - by })) };
        },
      });
    },
  },
  'deletions are not applied': {
    local: (local) =>
      tampered(local, {
        delta: (delta) =>
          delta.rows
            ? { ...delta, rows: delta.rows.map((each) => ({ ...each, row: { ...each.row, deletedAt: null } })) }
            : delta,
      }),
  },
  'the cursor moves without its rows': {
    local: (local) => {
      let commits = 0;
      return tampered(local, {
        delta: (delta) => (delta.scopes && delta.rows && ++commits % 4 === 0 ? { ...delta, rows: [] } : delta),
      });
    },
  },
  'a replaced leader can still write': {
    local: (local) => {
      let own = 0;
      return tampered(local, {
        head: (head) => ({ ...head, meta: { ...head.meta, term: own || head.meta.term } }),
        delta: (delta, head) => {
          if (delta.meta?.term === undefined) return delta;
          own = head.meta.term + 1;
          return { ...delta, meta: { ...delta.meta, term: own } };
        },
      });
    },
  },
  'mutations leave the outbox when they are sent': {
    local: (local) =>
      tampered(local, {
        delta: (delta, head) => {
          const upTo = delta.meta?.sentUpTo;
          return upTo === undefined || delta.outboxPut
            ? delta
            : { ...delta, outboxDelete: head.entries.map((entry) => entry.id) };
        },
      }),
  },
  'sent mutations are still merged': {
    local: (local) => tampered(local, { head: (head) => ({ ...head, meta: { ...head.meta, sentUpTo: 0 } }) }),
  },
  'a result of an older log is applied': {
    remote: (base) =>
      remote(base, {
        push: async (request, signal) => {
          const response = await base.push(request, signal);
          const cursors = Object.fromEntries(request.mutations.map(({ scope }) => [scope, null]));
          const { scopes } = await base.pull({ protocol: request.protocol, cursors, limit: 1 }, signal);
          const epochs = Object.fromEntries(Object.entries(scopes).map(([scope, { epoch }]) => [scope, epoch]));
          return { ...response, epochs };
        },
      }),
  },
  'a successful pull resets the backoff of pushes': {
    remote: (base, engine) => {
      let pushFailed = false;
      return remote(base, {
        push: async (request, signal) => {
          try {
            const response = await base.push(request, signal);
            pushFailed = false;
            return response;
          } catch (cause) {
            pushFailed = true;
            throw cause;
          }
        },
        pull: async (request, signal) => {
          const response = await base.pull(request, signal);
          if (pushFailed) queueMicrotask(() => void engine()?.sync());
          return response;
        },
      });
    },
  },
  'a rejected delete stays hidden': {
    // The tabs receive a wrong commit; the disk is right.
    local: (local) => ({
      ...tampered(local, {}),
      commit: async (request) => {
        const commit = await local.commit(request);
        const outboxPut = commit?.delta.outboxPut?.map((entry) =>
          entry.rejected && entry.op === 'delete'
            ? { ...entry, op: 'update' as const, set: { deletedAt: 'hidden' } }
            : entry,
        );
        return commit && outboxPut ? { ...commit, delta: { ...commit.delta, outboxPut } } : commit;
      },
    }),
  },
  'unanswered writes count as synced': {
    local: (local) =>
      tampered(local, {
        delta: (delta, head) => {
          const put = delta.outboxPut?.[0];
          if (put?.table !== 'songs' || put.rejected || delta.outboxDelete?.length) return delta;
          const meta = head.scopes[put.scope];
          if (!meta?.cursor) return delta;
          const row = {
            id: put.record,
            version: 1,
            createdBy: null,
            createdAt: null,
            updatedBy: null,
            updatedAt: null,
            updatedClient: head.meta.clientId,
            deletedAt: null,
            ...put.set,
          };
          const { outboxPut: _, ...rest } = delta;
          return { ...rest, rows: [{ scope: put.scope, table: put.table, seq: meta.cursor.seq + 1, row }] };
        },
      }),
  },
};
