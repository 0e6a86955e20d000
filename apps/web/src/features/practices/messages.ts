// What the pages of practices say.
import { formatNumber, PRACTICE_STATUS_LABELS, type PracticeStatus, plural } from '@rockon/domain';

// List
export const searchPractices = 'Search practices';
export const searchPlaceholder = 'Search by name, place, date';
export const firstPractice = 'Plan what to play and what to work on, then note how it went.';
export const planAction = 'Plan it';
export const unnamedPractice = 'Practice';
export const practiceOn = (day: string) => `Practice on ${day}`;
export const untilTime = (clock: string) => `until ${clock}`;
export const itemCount = (count: number) => plural(count, '1 item', `${formatNumber(count)} items`);
export const objectivesReached = (done: number, all: number) =>
  plural(all, `${done} of 1 objective reached`, `${done} of ${formatNumber(all)} objectives reached`);

// Form
export const newPractice = 'New practice';
export const editPractice = 'Edit practice';
export const nameHint = 'Leave empty to use the date';
export const zoneHint = 'Where you practice';

// Objectives
export const objectives = 'Objectives';
export const objective = 'Objective';
export const newObjective = 'New objective';
export const addObjective = 'Add objective';
export const objectivePlaceholder = 'e.g. tight endings (press Enter to add)';
export const reachedOf = (done: number, all: number) => `${done} of ${all} reached`;
export const objectiveReached = 'Objective reached';
export const objectiveReopened = 'Objective reopened';
export const objectiveUpdated = 'Objective updated';

// Agenda
export const agenda = 'Agenda';
export const agendaEmpty = 'Nothing on the agenda.';
export const doneOf = (done: number, all: number) => `${done} of ${all} done`;
export const deletedSong = (title: string) => `${title} (deleted)`;
export const unnamedSong = 'Song';
export const unnamedTopic = 'Topic';
export const itemDone = 'Marked as done';
export const itemReopened = 'Marked as not done';
export const noteUpdated = 'Note updated';
export const topicUpdated = 'Topic updated';
export const bpm = (value: number) => `${value} BPM`;
export const addNote = 'Add note';
export const editNote = 'Edit note';
export const editTopic = 'Edit topic';
export const note = 'Note';
export const topic = 'Topic';
export const topicText = 'Text';
export const addToAgenda = 'Add to the agenda';
export const addToAgendaPlaceholder = 'Song or topic (press Enter to add)';
export const suggestions = 'Suggestions';
export const addSong = (title: string) => `Add ${title}`;
export const addAsTopic = (text: string) => `Add “${text}” as a topic`;
export const addFromSetlist = 'Add songs from a setlist';
export const nothingToAdd = 'Nothing to add';
export const allOnAgenda = (setlist: string) => `All songs of “${setlist}” are already on the agenda.`;
export const songsFrom = (count: number, setlist: string) =>
  plural(count, `1 song from “${setlist}”`, `${formatNumber(count)} songs from “${setlist}”`);
/** Tells two setlists of the same name apart. */
export const changedOn = (name: string, day: string) => `${name}, ${day}`;
export const numbered = (name: string, number: number) => `${name} (${number})`;

/** The label of a box to tick. */
export const tick = (name: string) => `${name}: done`;

// Wrap-up
export const wrapUp = 'Wrap-up';
export const howDidItGo = 'How did it go?';
export const othersWriteToo = 'Someone else is editing this. Your changes are merged when you leave this field.';
export const wrapUpUpdated = 'Wrap-up updated';
export const rating = 'Rating';
export const rated = (stars: number) => `Rated ${stars} of 5`;
export const clearRating = 'Clear rating';
export const ratingCleared = 'Rating cleared';
export const status = 'Status';
export const statusSet = (to: PracticeStatus) => `Status: ${PRACTICE_STATUS_LABELS[to]}`;
export const statusCleared = 'Status cleared';
export const notes = 'Notes';
