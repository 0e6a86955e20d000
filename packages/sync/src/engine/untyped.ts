import type { Tables } from '../core/tables.ts';
import type { SyncEngine } from './sync-engine.ts';

/**
 * The same engine without its table types, for code whose table or paths are known only at run time: undo, an older
 * version, the answer to a conflict, an import. Nothing checks such a write before the server does.
 */
export function untyped<T extends Tables>(engine: SyncEngine<T>): SyncEngine {
  return engine as unknown as SyncEngine;
}
