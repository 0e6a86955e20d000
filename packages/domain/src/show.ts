import { defineEntity, type EntityValues } from './fields/entity.ts';
import {
  currency,
  integer,
  localDate,
  localTime,
  oneOf,
  reference,
  requiredText,
  text,
  timeZone,
} from './fields/field.ts';
import { type ItemOf, items } from './fields/items.ts';
import type { Synced } from './synced-row.ts';

export const SHOW_STATUS_LABELS = {
  asked: 'Asked',
  tentative: 'Tentative',
  confirmed: 'Confirmed',
  played: 'Played',
  cancelled: 'Canceled',
} as const;
export type ShowStatus = keyof typeof SHOW_STATUS_LABELS;
export const SHOW_STATUSES = Object.keys(SHOW_STATUS_LABELS) as ShowStatus[];

const contacts = items(
  'Contacts',
  'contact',
  50,
  {
    name: { type: 'text', label: 'Name', max: 120 },
    order: { type: 'order' },
    role: { type: 'text', label: 'Role', max: 80 },
    phone: { type: 'text', label: 'Phone', max: 60 },
    email: { type: 'text', label: 'Email', max: 254 },
    note: { type: 'text', label: 'Note', max: 500 },
  },
  ['name', 'order'],
);

export type ShowContact = ItemOf<(typeof contacts)['shape'], 'name' | 'order'>;

/** A show. Times are local to the venue, on the date; those before 6:00 are in the night after it. */
export const show = defineEntity({
  table: 'shows',
  noun: 'show',
  nouns: 'shows',
  searched: ['venue', 'address', 'date', 'notes'],
  matchedBy: ['name', 'date'],
  aside: ['date', 'venue'],
  fields: {
    name: requiredText('Name', 120),
    status: oneOf('Status', SHOW_STATUS_LABELS),
    date: localDate('Date'),
    timeZone: timeZone('Time zone'),
    loadIn: localTime('Load-in'),
    soundcheck: localTime('Soundcheck'),
    doors: localTime('Doors'),
    setTime: localTime('Set'),
    endsAt: localTime('End'),
    venue: text('Venue', 200),
    address: text('Address', 500),
    /** Minor units of the currency: cents, pence, yen. */
    payMinor: integer('Pay', 0, 2_000_000_000),
    currency: currency('Currency'),
    setlistId: reference('Setlist'),
    notes: text('Notes', 10_000, { long: true }),
  },
  maps: { contacts },
});

export type ShowValues = EntityValues<typeof show>;
export type Show = Synced<ShowValues>;
