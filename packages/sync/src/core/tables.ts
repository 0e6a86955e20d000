import type { Json } from '../protocol/json.ts';
import type { PathValues } from '../protocol/push.ts';
import type { Row, SystemFields } from '../protocol/row.ts';

/** The types of one table: its rows as read, and the fields that a person sets. */
export interface TableTypes {
  readonly row: SystemFields;
  readonly values: object;
}

/** The types of all tables of an app, by table name. A type alias, not an interface: those have no index. */
export type Tables = Readonly<Record<string, TableTypes>>;

/** No types: any table, any field, any JSON. For tests, tools and code that is generic over tables. */
export type AnyTables = Readonly<
  Record<string, { readonly row: Row; readonly values: Readonly<Record<string, Json>> }>
>;

export type TableName<T extends Tables> = keyof T & string;
export type RowOf<T extends Tables, Name extends TableName<T>> = T[Name]['row'];
export type ValuesOf<T extends Tables, Name extends TableName<T>> = T[Name]['values'];

/** What a new row needs: a field that can be null may be left out. */
export type NewRow<V> = string extends keyof V
  ? V
  : { readonly [F in keyof V as null extends V[F] ? never : F]: V[F] } & {
      readonly [F in keyof V as null extends V[F] ? F : never]?: V[F] | undefined;
    };

/**
 * What an update sets: fields by name, places inside map fields by path. A path names an item (`items/<id>`) or one
 * property of it (`items/<id>/<property>`); null removes either.
 */
export type Patch<V> = string extends keyof V
  ? PathValues
  : { readonly [F in keyof V]?: V[F] } & { readonly [P in `${MapField<V>}/${string}`]?: PlaceValue<V, P> };

/**
 * Checks a patch against its keys: a literal path must have the type of its own property. A computed key is any string to
 * the compiler, so such a patch does not compile; use `untyped`.
 */
export type CheckedPatch<V, Set> = string extends keyof V
  ? unknown
  : string extends keyof Set
    ? never
    : { readonly [P in keyof Set]: CheckedPlace<V, P> };

type CheckedPlace<V, P> = P extends keyof V
  ? unknown
  : P extends `${infer F}/${string}/${infer Property}`
    ? PropertyValue<V, F, Property>
    : P extends `${MapField<V>}/${string}`
      ? unknown
      : never;

/** The item type of a field that holds a map of items; never for every other field. */
type ItemOf<Value> =
  Value extends Readonly<Record<string, infer Item>> ? (string extends keyof Value ? Item : never) : never;

type MapField<V> = { [F in keyof V & string]: [ItemOf<V[F]>] extends [never] ? never : F }[keyof V & string];

/** An item, or any of its properties: the compiler cannot tell `items/<id>` from a longer path. */
type PlaceValue<V, P extends string> = {
  [F in MapField<V>]: P extends `${F}/${string}` ? ItemOf<V[F]> | Known<ItemOf<V[F]>> | null : never;
}[MapField<V>];

type PropertyValue<V, F extends string, Property extends string> = F extends keyof V
  ? Property extends keyof ItemOf<V[F]>
    ? NonNullable<ItemOf<V[F]>[Property]> | null
    : never
  : never;

type Known<Item> = NonNullable<Item[keyof Item]>;
