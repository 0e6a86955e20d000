import type { Entity } from './fields/entity.ts';
import { practice } from './practice.ts';
import { setlist } from './setlist.ts';
import { show } from './show.ts';
import { song } from './song.ts';

/**
 * The band's content: these entities have a sync icon, can be unread, and are announced, searched, exported and imported.
 */
export const ENTITIES = { songs: song, setlists: setlist, shows: show, practices: practice } as const;
export type BandTable = keyof typeof ENTITIES;
export type BandEntity = (typeof ENTITIES)[BandTable];
export const BAND_TABLES = Object.keys(ENTITIES) as BandTable[];

/**
 * Whether a table holds content. Changes to content are announced and marked as new; those to bookkeeping tables are not.
 */
export const isContentTable = (table: string): table is BandTable => Object.hasOwn(ENTITIES, table);

export const entityOf = (table: string): Entity | undefined => (isContentTable(table) ? ENTITIES[table] : undefined);
