import { defineEntity, type EntityValues } from './fields/entity.ts';
import { duration, localTime, reference, requiredText, text } from './fields/field.ts';
import { type ItemOf, items } from './fields/items.ts';
import type { Synced } from './synced-row.ts';

const setlistItems = items(
  'Items',
  'item',
  500,
  {
    kind: { type: 'one', options: ['song', 'break', 'section', 'note'] },
    order: { type: 'order' },
    /** The song's id. */
    song: { type: 'id' },
    /** The text of a break, section or note; for a song, its title at the time it was added. */
    title: { type: 'text', label: 'Text', max: 200 },
    /** The duration of a break. */
    seconds: { type: 'integer', label: 'Duration', min: 1, max: 36_000 },
    /** Tonight's key, tempo and tuning, if they differ from the song's own. */
    key: { type: 'text', label: 'Key', max: 12 },
    bpm: { type: 'integer', label: 'BPM', min: 1, max: 999 },
    tuning: { type: 'text', label: 'Tuning', max: 60 },
    note: { type: 'text', label: 'Note', max: 1000 },
  },
  ['kind', 'order'],
);

export type SetlistItem = ItemOf<(typeof setlistItems)['shape'], 'kind' | 'order'>;

/** Songs in order, with breaks, sections and notes between them. */
export const setlist = defineEntity({
  table: 'setlists',
  noun: 'setlist',
  nouns: 'setlists',
  searched: ['notes'],
  matchedBy: ['name'],
  aside: [],
  fields: {
    name: requiredText('Name', 120),
    // Nobody plans a set in seconds: bare numbers up to ten hours are minutes.
    targetSeconds: duration('Target length', 86_400, 601),
    startsAt: localTime('Starts at'),
    notes: text('Notes', 10_000, { long: true }),
    forkedFrom: reference('Copied from'),
  },
  maps: { items: setlistItems },
  // Reordering makes many small edits; collected for longer, they make few requests and few versions.
  coalesceMs: 2_000,
});

export type SetlistValues = EntityValues<typeof setlist>;
export type Setlist = Synced<SetlistValues>;
