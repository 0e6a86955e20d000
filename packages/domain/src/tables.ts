import type * as z from 'zod/mini';
import type { Band, bandRecordSchema, Membership } from './band.ts';
import type { CONFLICT_ANSWER, Conflict } from './conflict.ts';
import type { BandTable, ENTITIES } from './entities.ts';
import type { EntityValues } from './fields/entity.ts';
import type { Profile, ProfileValues } from './person.ts';
import type { ReadMark, ReadMarkValues } from './read-mark.ts';
import type { Synced } from './synced-row.ts';

/**
 * The types of every synced table: rows, and the values that a person sets. A scope column (band or user) is only in
 * `row`: the server derives it from the scope that is written to.
 */
export type BandTables = {
  readonly [Table in BandTable]: {
    readonly row: BandRow<Table>;
    readonly values: EntityValues<(typeof ENTITIES)[Table]>;
  };
} & {
  readonly profiles: { readonly row: Profile; readonly values: ProfileValues };
  readonly memberships: { readonly row: Membership; readonly values: ProfileValues & Pick<Membership, 'role'> };
  readonly bands: { readonly row: Band; readonly values: z.output<typeof bandRecordSchema> };
  readonly conflicts: { readonly row: Conflict; readonly values: Pick<Conflict, (typeof CONFLICT_ANSWER)[number]> };
  readonly read_marks: { readonly row: ReadMark; readonly values: Omit<ReadMarkValues, 'userId'> };
};

/** A row of a content table, such as `Song` for `songs`. */
export type BandRow<Table extends BandTable = BandTable> = Synced<EntityValues<(typeof ENTITIES)[Table]>>;

/** All records of a band on this device, by table. */
export type BandRows = { readonly [Table in BandTable]: readonly BandRow<Table>[] };

/** The map columns of a content table, such as `items` of `setlists`; and what one of their items holds. */
export type MapColumn<Table extends BandTable> = keyof (typeof ENTITIES)[Table]['maps'] & string;
export type ItemIn<Table extends BandTable, Column extends MapColumn<Table>> = MapsOf<Table>[Column] extends {
  readonly schema: z.ZodMiniType<Readonly<Record<string, infer Item extends { readonly order: string }>>>;
}
  ? Item
  : never;
type MapsOf<Table extends BandTable> = (typeof ENTITIES)[Table]['maps'];

/** A record of the band with its table; checking the table narrows the row's type. */
export type BandRecord = { readonly [Table in BandTable]: readonly [table: Table, row: BandRow<Table>] }[BandTable];
