import type { Row, SystemFields } from '@rockon/sync';

/** A row of any table. */
export type SyncedRow = Row;

/** A row that names its own fields exactly. */
export type Synced<Values> = Values & SystemFields;
