import type { Json } from '../../protocol/json.ts';
import type { PushRequest } from '../../protocol/push.ts';
import { toColumns, toFieldPath, toFields } from './names.ts';

/** Converts messages between the wire and the engine. Checks nothing: the protocol's schemas do that afterwards. */

export function pushToWire(request: PushRequest): Json {
  const mutations = request.mutations.map(({ id, scope, table, record, op, base, set, was }) => ({
    id,
    scope,
    table,
    record,
    op,
    base,
    set: toColumns(set),
    was: toColumns(was),
  }));
  return { protocol: request.protocol, client: request.client, acked: request.acked, mutations };
}

export function pushFromWire(answer: unknown): unknown {
  return within(answer, 'results', (results) =>
    each(results, (result) =>
      within(within(result, 'row', toFields), 'error', (error) => within(error, 'path', pathFromWire)),
    ),
  );
}

export function pullFromWire(answer: unknown): unknown {
  return within(answer, 'scopes', (scopes) =>
    isObject(scopes)
      ? Object.fromEntries(Object.entries(scopes).map(([scope, pull]) => [scope, changesFromWire(pull)]))
      : scopes,
  );
}

export function snapshotFromWire(answer: unknown): unknown {
  return within(answer, 'rows', (rows) => each(rows, toFields));
}

/** Converts anything that has `changes`: one scope of a pull, or a broadcast. */
export function changesFromWire(message: unknown): unknown {
  return within(message, 'changes', (changes) =>
    each(changes, (change) => within(within(change, 'row', toFields), 'paths', (paths) => each(paths, pathFromWire))),
  );
}

const pathFromWire = (path: unknown): unknown => (typeof path === 'string' ? toFieldPath(path) : path);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function within(object: unknown, key: string, map: (value: unknown) => unknown): unknown {
  return isObject(object) && key in object ? { ...object, [key]: map(object[key]) } : object;
}

function each(list: unknown, map: (item: unknown) => unknown): unknown {
  return Array.isArray(list) ? list.map(map) : list;
}
