import { formatDay } from './days.ts';
import { ENTITIES } from './entities.ts';
import type { Entity } from './fields/entity.ts';
import type { SyncedRow } from './synced-row.ts';
import type { BandRecord } from './tables.ts';

const known = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** A record's name in a list: its title or name, else its day. */
export function recordName([table, record]: BandRecord): string {
  const { title, name, date }: SyncedRow = record;
  if (known(title)) return title;
  if (known(name)) return name;
  return known(date) ? formatDay(date) : `A ${ENTITIES[table].noun}`;
}

/** Distinguishes records with the same name, such as artist and key of a song. */
export function recordAside([table, record]: BandRecord): string {
  const row: SyncedRow = record;
  const { aside, fields }: Entity = ENTITIES[table];
  return aside
    .flatMap((name) => {
      const value = row[name];
      if (!known(value)) return [];
      return [fields[name]?.kind.type === 'localDate' ? formatDay(value) : value];
    })
    .join(' · ');
}
