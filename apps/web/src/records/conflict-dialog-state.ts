import { Store } from '../lib/store.ts';
import type { RecordKey } from '../session/engine.ts';

/** The record whose conflict dialog is open. Any screen may set it; the shell shows the dialog. */
export const resolving = new Store<RecordKey | null>(null);
