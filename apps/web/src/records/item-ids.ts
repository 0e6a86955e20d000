import { newUuid } from '../session/device-clock.ts';

/** An id for a new item of a map column: random, and short enough to be part of a path. */
export const newItemId = (): string => newUuid().replaceAll('-', '').slice(0, 20);
