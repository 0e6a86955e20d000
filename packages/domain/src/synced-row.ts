/** What every synced row carries beside its own fields; set by the server alone. */
export interface SyncedRow {
  readonly id: string;
  readonly version: number;
  readonly createdBy: string | null;
  readonly createdAt: string | null;
  readonly updatedBy: string | null;
  readonly updatedAt: string | null;
  readonly updatedClient: string | null;
  readonly deletedAt: string | null;
  readonly [field: string]: unknown;
}

/** The system fields of a synced row, for entity types that name their own fields exactly. */
export type Synced<Values> = Values & Pick<SyncedRow, keyof RemoveIndex<SyncedRow>>;

type RemoveIndex<T> = { [K in keyof T as string extends K ? never : K]: T[K] };
