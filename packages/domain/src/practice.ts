import { defineEntity, type EntityValues } from './fields/entity.ts';
import { integer, localDate, localTime, oneOf, reference, text, timeZone } from './fields/field.ts';
import { type ItemOf, items } from './fields/items.ts';
import type { Synced } from './synced-row.ts';

export const PRACTICE_STATUS_LABELS = { planned: 'Planned', done: 'Done', cancelled: 'Canceled' } as const;
export type PracticeStatus = keyof typeof PRACTICE_STATUS_LABELS;
export const PRACTICE_STATUSES = Object.keys(PRACTICE_STATUS_LABELS) as PracticeStatus[];

const agenda = items(
  'Agenda',
  'item',
  200,
  {
    kind: { type: 'one', options: ['song', 'topic'] },
    order: { type: 'order' },
    song: { type: 'id' },
    title: { type: 'text', label: 'Text', max: 200 },
    note: { type: 'text', label: 'Note', max: 2000 },
    done: { type: 'flag' },
  },
  ['kind', 'order'],
);
const objectives = items(
  'Objectives',
  'objective',
  100,
  {
    text: { type: 'text', label: 'Objective', max: 300 },
    order: { type: 'order' },
    done: { type: 'flag' },
  },
  ['text', 'order'],
);

export type AgendaItem = ItemOf<(typeof agenda)['shape'], 'kind' | 'order'>;
export type Objective = ItemOf<(typeof objectives)['shape'], 'text' | 'order'>;

/** A rehearsal: the agenda, the objectives and how it went. */
export const practice = defineEntity({
  table: 'practices',
  noun: 'practice',
  nouns: 'practices',
  searched: ['place', 'date', 'notes'],
  matchedBy: ['name', 'date'],
  aside: ['date', 'place'],
  fields: {
    name: text('Name', 120),
    status: oneOf('Status', PRACTICE_STATUS_LABELS),
    date: localDate('Date'),
    timeZone: timeZone('Time zone'),
    startsAt: localTime('Starts'),
    endsAt: localTime('Ends'),
    place: text('Place', 500),
    setlistId: reference('Setlist'),
    notes: text('Notes', 10_000, { long: true }),
    wrapUp: text('Wrap-up', 10_000, { long: true }),
    rating: integer('Rating', 1, 5),
  },
  maps: { agenda, objectives },
  check: ({ name, date }) =>
    name === null && date === null ? { path: 'date', message: 'A practice needs a date or a name' } : null,
});

export type PracticeValues = EntityValues<typeof practice>;
export type Practice = Synced<PracticeValues>;
