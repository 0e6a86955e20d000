import { browserIds } from '@rockon/sync/browser';

/** An id for a new item of a map column: nobody else's, and short enough to be a part of a path. */
export const newItemId = (): string => browserIds.uuid().replaceAll('-', '').slice(0, 20);
