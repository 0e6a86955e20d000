// What the home page says.
import { formatNumber, plural } from '@rockon/domain';

const GREETINGS = {
  night: (name: string) => `Still up, ${name}`,
  morning: (name: string) => `Good morning, ${name}`,
  afternoon: (name: string) => `Good afternoon, ${name}`,
  evening: (name: string) => `Good evening, ${name}`,
};
export function greeting(hour: number, name: string): string {
  if (hour < 5) return GREETINGS.night(name);
  if (hour < 12) return GREETINGS.morning(name);
  return hour < 18 ? GREETINGS.afternoon(name) : GREETINGS.evening(name);
}

// First steps
export const getStarted = 'Get started';
export const addSongs = 'Add your songs';
export const addSongsDetail = 'One by one, or paste your existing list';
export const importData = 'Import what you have';
export const importDetail = 'A spreadsheet (CSV) from another app, or a band exported from RockOn';
export const invite = 'Invite your band';
export const inviteDetail = 'With a link, a code, or a QR code';
export const emptyForViewers = 'Nothing here yet. What your band adds shows up here.';

// What needs the user
export const needsYou = 'Needs your attention';
export const notSaved = (reason: string) => `Not saved: ${reason}`;
export const twoVersions = 'Two versions: choose';
export const deletedItem = 'Deleted item';

// Next show and practice
export const nextShow = 'Next show';
export const nextPractice = 'Next practice';
export const unnamedPractice = 'Practice';
export const nothingPlanned = 'Nothing planned';
export const planOne = 'Plan one';
export const notOnDevice = 'Not on this device yet';

// Changes
export const newSinceLastVisit = (count: number) => `New since your last visit (${formatNumber(count)})`;
export const andMore = (count: number) => `and ${formatNumber(count)} more`;
export const recentChanges = 'Recent changes';
export const allActivity = 'All activity';
export const allNew = 'All recent changes are new to you.';
export const bandNotOnDevice = "This band isn't on this device yet.";
export const loadingBand = 'Loading this band…';
export const you = 'You';
export const formerMember = 'A former member';
export const onThisDevice = 'on this device';

// Repertoire and people
export const repertoire = 'Repertoire';
export const readyToPlay = 'ready to play';
export const readyToPlayFor = (length: string) => `ready to play, ${length}`;
/** Where some of the songs have no length. */
export const readyToPlayForRoughly = (length: string) => `ready to play, ≈ ${length}`;
export const people = 'People';
export const onlyYou = 'Only you so far';
export const memberCount = (count: number) => plural(count, '1 member', `${formatNumber(count)} members`);
