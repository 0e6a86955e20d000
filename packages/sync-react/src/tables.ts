import type { AnyTables, Tables } from '@rockon/sync';

/**
 * Where an app names the types of its tables, once; every hook then knows them. Types only, so it costs nothing:
 *
 *   declare module '@rockon/sync-react' {
 *     interface Register { tables: MyTables }
 *   }
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the app
export interface Register {}

/** The tables that the app has named; any table until it does. */
export type AppTables = Register extends { readonly tables: infer T extends Tables } ? T : AnyTables;
