import type { RecordKey } from '@rockon/sync';
import { Store } from '../lib/store.ts';

/** The record whose two versions the person is looking at; any screen may ask for it, one dialog answers. */
export const resolving = new Store<RecordKey | null>(null);
