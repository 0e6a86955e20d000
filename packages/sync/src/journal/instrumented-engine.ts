import { measured } from '../core/sync-metrics.ts';
import type { AnyTables, Tables } from '../core/tables.ts';
import type { AnnouncementOutcome, SyncEngineOptions } from '../engine/options.ts';
import { SyncEngine } from '../engine/sync-engine.ts';
import type { LocalRepository } from '../ports/local-repository.ts';
import type { Realtime } from '../ports/realtime.ts';
import type { RemoteRepository } from '../ports/remote-repository.ts';
import type { LogEntry, SyncLog } from '../ports/sync-log.ts';
import { SyncError } from '../protocol/errors.ts';
import type { Json } from '../protocol/json.ts';
import type { Change, PullResponse } from '../protocol/pull.ts';
import type { MutationResult, PushRequest, PushResponse } from '../protocol/push.ts';
import { recordConnectionMetrics } from './connection-metrics.ts';

// Exported from `@rockon/sync/journal`, outside the engine, together with the readers of its metrics.
export { addMetrics, NO_METRICS, quantile, type SyncMetrics } from '../core/sync-metrics.ts';

/** Records named individually per call; an import of a thousand songs would push everything else out of the log. */
const NAMED = 50;

/** An engine whose calls and messages are logged. */
export function createInstrumentedEngine<T extends Tables = AnyTables>(
  options: SyncEngineOptions<T>,
  syncLog: SyncLog,
): SyncEngine<T> {
  let end = () => {};
  const engine = new SyncEngine<T>({ ...options, ...instrumentedPorts(options, syncLog, () => end()) });
  end = recordConnectionMetrics(engine, syncLog, options.clock);
  return engine;
}

/** The engine's options without its tables: only port traffic is logged. */
type Ports = Omit<SyncEngineOptions, 'schema'>;
type NewEntry = Partial<LogEntry> & Pick<LogEntry, 'type' | 'operation' | 'status'>;

/**
 * Wraps the ports so that all traffic through them is logged. The engine knows nothing of it, so logging cannot slow it
 * down, and the log shows exactly what passed.
 */
function instrumentedPorts(options: Ports, syncLog: SyncLog, end: () => void): Partial<Ports> {
  const recorder = new Recorder(options, syncLog);
  const { realtime, remote, local, lock, connectivity } = options;
  return {
    observer: { announced: (...announced) => recorder.announced(...announced) },
    remote: remoteWith(recorder, remote),
    realtime: realtime && realtimeWith(recorder, realtime),
    local: localWith(syncLog, local, end),
    lock: {
      lead: (name, body) =>
        lock.lead(name, async (lost) => {
          recorder.event('lead', 'begun');
          await body(lost);
          recorder.event('lead', 'ended');
        }),
    },
    connectivity: {
      online: connectivity.online,
      visible: connectivity.visible,
      subscribe: (listener) =>
        connectivity.subscribe((event) => {
          recorder.event(event, 'ok');
          listener(event);
        }),
    },
  };
}

class Recorder {
  /** Server time minus device time in ms; null before the first pull. */
  ahead: number | null = null;
  /** Every mutation up to this id was sent before. */
  sentUpTo = 0;
  /** This device's client id; null before its first push, when no change can be its own. */
  client: string | null = null;
  idle = false;

  constructor(
    readonly options: Ports,
    readonly syncLog: SyncLog,
  ) {}

  now(): number {
    return this.options.clock.now();
  }

  record(entry: NewEntry): void {
    const nothing = { scope: null, table: null, record: null, durationMs: null, detail: null };
    this.syncLog.record({ at: this.now(), ...nothing, ...entry });
  }

  event(operation: string, status: string, scope: string | null = null): void {
    this.record({ type: 'lifecycle', operation, status, scope });
  }

  body(sent: unknown, answered: unknown): { readonly body?: Json } {
    return this.syncLog.bodies ? { body: { sent, answered } as Json } : {};
  }

  changes(type: 'pull' | 'realtime', scope: string, changes: readonly Change[]): void {
    for (const { op, table, id, seq } of changes.slice(0, NAMED))
      this.record({ type, operation: op, scope, table, record: id, status: 'ok', detail: `seq ${seq}` });
  }

  /** Records changes from the socket once their outcome is known. */
  announced(scope: string, changes: readonly Change[], outcome: AnnouncementOutcome): void {
    if (outcome === 'applied') {
      this.changes('realtime', scope, changes);
      return;
    }
    const detail = `seq ${changes[0]?.seq ?? 0} to ${changes.at(-1)?.seq ?? 0}`;
    const type = outcome === 'known' ? 'realtime' : 'warning';
    this.record({ type, operation: 'announcement', scope, status: outcome, detail });
  }

  /** Makes a call and logs its outcome. An aborted call is not a failure. */
  async call<T>(operation: string, sent: unknown, work: () => Promise<T>): Promise<{ answer: T; ms: number }> {
    const from = this.now();
    try {
      const answer = await work();
      return { answer, ms: Math.max(0, this.now() - from) };
    } catch (cause) {
      const failure = cause instanceof SyncError ? cause : null;
      const kind = failure?.kind ?? 'stopped';
      const detail = failure?.detail.code ?? null;
      this.record({
        ...{ type: failure ? 'error' : 'lifecycle', operation, status: kind, detail },
        durationMs: Math.max(0, this.now() - from),
        ...this.body(sent, failure?.message ?? null),
      });
      if (failure) this.syncLog.recordMetrics(this.now(), { failures: 1 });
      throw cause;
    }
  }
}

function remoteWith(recorder: Recorder, remote: RemoteRepository): RemoteRepository {
  return {
    async push(request, signal) {
      recorder.client = request.client;
      const again = request.mutations.filter(({ id }) => id <= recorder.sentUpTo).length;
      const first = request.mutations.length - again;
      recorder.sentUpTo = Math.max(recorder.sentUpTo, request.mutations.at(-1)?.id ?? 0);
      if (again > 0) recorder.syncLog.recordMetrics(recorder.now(), { retried: again });
      const { answer, ms } = await recorder.call('push', request, () => remote.push(request, signal));
      pushed(recorder, request, answer, { ms, first });
      return answer;
    },
    async pull(request, signal) {
      const { answer, ms } = await recorder.call('pull', request, () => remote.pull(request, signal));
      recorder.ahead = Date.parse(answer.now) - (recorder.now() - ms / 2);
      pulled(recorder, answer, ms, recorder.body(request, answer));
      return answer;
    },
    async snapshot(request, signal) {
      const { answer, ms } = await recorder.call('snapshot', request, () => remote.snapshot(request, signal));
      const { scope, table } = request;
      const detail = `${answer.rows.length} rows`;
      const body = recorder.body(request, answer);
      recorder.record({
        type: 'pull',
        operation: 'snapshot',
        scope,
        table,
        durationMs: ms,
        status: 'ok',
        detail,
        ...body,
      });
      return answer;
    },
    async call(name, request, signal) {
      const { answer, ms } = await recorder.call(name, request, () => remote.call(name, request, signal));
      const body = recorder.body(request, answer);
      recorder.record({ type: 'lifecycle', operation: name, durationMs: ms, status: 'ok', ...body });
      return answer;
    },
  };
}

function pushed(
  recorder: Recorder,
  { mutations }: PushRequest,
  answer: PushResponse,
  { ms, first }: { readonly ms: number; readonly first: number },
): void {
  const results = new Map<number, MutationResult>(answer.results.map((result) => [result.id, result]));
  let [saved, savedAtOnce, refused, conflicts] = [0, 0, 0, 0];
  for (const [index, { id, op, scope, table, record }] of mutations.entries()) {
    const result = results.get(id);
    const status = result?.status ?? 'unanswered';
    if (status === 'rejected') refused += 1;
    else if (result) saved += 1;
    if (result && status !== 'rejected' && index >= mutations.length - first) savedAtOnce += 1;
    if (status === 'conflict') conflicts += 1;
    if (index >= NAMED && status === 'applied') continue;
    const detail = result?.error?.code ?? null;
    recorder.record({ type: 'push', operation: op, scope, table, record, durationMs: ms, status, detail });
  }
  const numbers = { pushes: 1, saved, savedAtOnce, refused, conflicts, pushMs: measured(ms) };
  recorder.syncLog.recordMetrics(recorder.now(), numbers);
  const detail = `${mutations.length} mutations`;
  recorder.record({
    ...{ type: 'push', operation: 'push', durationMs: ms, status: 'ok', detail },
    ...recorder.body(mutations, answer),
  });
}

/** Repeated pulls without news are logged once. */
function pulled(recorder: Recorder, answer: PullResponse, ms: number, body: { readonly body?: Json }): void {
  const scopes = Object.entries(answer.scopes);
  const changes = scopes.reduce((sum, [, { changes: each }]) => sum + each.length, 0);
  const idle = changes === 0 && scopes.every(([, { status }]) => status === 'ok');
  if (idle && recorder.idle) return;
  recorder.idle = idle;
  for (const [scope, each] of scopes) {
    recorder.changes('pull', scope, each.changes);
    if (each.status !== 'ok') recorder.record({ type: 'pull', operation: 'pull', scope, status: each.status });
  }
  recorder.record({
    ...{ type: 'pull', operation: 'pull', durationMs: ms, status: 'ok', detail: `${changes} changes` },
    ...body,
  });
}

function realtimeWith(recorder: Recorder, realtime: Realtime): Realtime {
  return {
    open: (topic, handlers) =>
      realtime.open(topic, {
        onStatus(status) {
          recorder.record({ type: status === 'refused' ? 'error' : 'realtime', operation: 'channel', status });
          handlers.onStatus(status);
        },
        onChanges(message) {
          for (const { at, client } of message.changes) {
            if (client !== null && client === recorder.client) continue;
            // A device's own clock may be wrong: use the server's time from the last pull.
            const ms = recorder.ahead === null ? null : recorder.now() + recorder.ahead - Date.parse(at);
            const propagation = ms === null ? {} : { propagationMs: measured(Math.max(0, ms)) };
            recorder.syncLog.recordMetrics(recorder.now(), { received: 1, ...propagation });
          }
          handlers.onChanges(message);
        },
        onHead(message) {
          recorder.record({ type: 'realtime', operation: 'head', status: 'ok', detail: `seq ${message.seq}` });
          handlers.onHead(message);
        },
      }),
    disconnect: () => realtime.disconnect(),
  };
}

/** Ends the sync log before the database, which contains it, is deleted. */
function localWith(syncLog: SyncLog, local: LocalRepository, end: () => void): LocalRepository {
  return {
    load: (...early) => local.load(...early),
    commit: (request) => local.commit(request),
    compact: () => local.compact(),
    usage: () => local.usage(),
    async close() {
      end();
      await syncLog.close();
      await local.close();
    },
    async destroy() {
      end();
      await syncLog.close();
      await local.destroy();
    },
  };
}
