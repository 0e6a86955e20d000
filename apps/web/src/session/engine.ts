import type { BandTables } from '@rockon/domain';
import type { RecordKey as AnyRecordKey, RowOf, SyncEngine, TableName } from '@rockon/sync';

// The one place that binds the engine and its hooks to the band's tables: a wrong table, field, value or row type fails
// to compile.
declare module '@rockon/sync-react' {
  interface Register {
    readonly tables: BandTables;
  }
}

export type Engine = SyncEngine<BandTables>;
export type Table = TableName<BandTables>;
export type RecordKey<Name extends Table = Table> = AnyRecordKey<Name>;
export type RowIn<Name extends Table> = RowOf<BandTables, Name>;
