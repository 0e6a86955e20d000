// What the list and the page of shows say.
import { formatNumber, plural, type ShowStatus } from '@rockon/domain';

// List
export const search = 'Search shows';
export const searchPlaceholder = 'Search by name, venue, date';
export const firstShow = 'Keep track of where and when you play, from load-in to the last song, with the setlist.';
export const openShow = 'Open';

// Form
export const newShow = 'New show';
export const editShow = 'Edit show';
export const times = 'Times';
export const timesAtVenue = 'Times (local to the venue)';
export const zoneHint = 'At the venue';
export const currencyPlaceholder = 'USD';
export const invalidPay = 'Pay must be an amount like 450 or 450.50';

// Status
export const status = 'Status';
export const markedAs: Readonly<Record<ShowStatus, string>> = {
  asked: 'Marked as asked',
  tentative: 'Marked as tentative',
  confirmed: 'Marked as confirmed',
  played: 'Marked as played',
  cancelled: 'Marked as canceled',
};

// Page
export const afterMidnight = 'after midnight';
export const where = 'Where';
export const map = 'Map';
export const opensInNewTab = 'opens in a new tab';
export const setlist = 'Setlist';
export const setlistDeleted = 'This setlist was deleted. Press Edit to choose another one.';
export const setlistNotOnDevice = "The setlist isn't on this device yet.";
export const songCount = (count: number) => plural(count, '1 song', `${formatNumber(count)} songs`);
export const pay = 'Pay';
export const notes = 'Notes';

// Contacts
export const contacts = 'Contacts';
export const addContact = 'Add contact';
export const newContact = 'New contact';
export const editContact = 'Edit contact';
export const contactAdded = 'Contact added';
export const contactUpdated = 'Contact updated';
export const contactRemoved = 'Contact removed';
export const moreFor = (name: string) => `More for ${name}`;
export const moveUp = 'Move up';
export const moveDown = 'Move down';
export const rolePlaceholder = 'Sound, promoter, door';
export const tooLong = (label: string, most: number) => `${label} can have at most ${formatNumber(most)} characters`;
