// Words that every screen uses: one term for one thing.

// Buttons and menus
export const add = 'Add';
export const cancel = 'Cancel';
export const close = 'Close';
export const deleteRecord = 'Delete';
export const edit = 'Edit';
export const more = 'More';
export const remove = 'Remove';
export const retry = 'Retry';
export const save = 'Save';
export const undo = 'Undo';
export const selectItem = (name: string) => `Select ${name}`;
export const actionsFor = (name: string) => `Actions for ${name}`;

// Results
export const couldNotSave = (reason: string) => `Couldn't save: ${reason}`;
export const isRequired = (label: string) => `${label} is required`;
export const quoted = (name: string) => `“${name}”`;

// Unsaved changes
export const discardQuestion = 'Discard your changes?';
export const discardDetail = "They haven't been saved.";
export const discard = 'Discard';
export const keepEditing = 'Keep editing';

// Lists
export const search = 'Search';
export const clearSearch = 'Clear search';
export const sort = 'Sort';
export const sortBy = 'Sort by';
export const ascending = 'Ascending';
export const descending = 'Descending';
export const sortedAscending = (by: string) => `Sort: ${by}, ascending`;
export const sortedDescending = (by: string) => `Sort: ${by}, descending`;
export const currentChoice = 'current';

// Stars
export const starsOf = (stars: number) => `${stars} of 5`;
export const ratingOf = (label: string, stars: number | null) =>
  stars === null ? `${label}: none` : `${label}: ${stars} of 5`;

// Time
export const justNow = 'just now';
export const minutesAgo = (minutes: number) => `${minutes} min ago`;
export const hoursAgo = (hours: number) => `${hours} h ago`;
export const yesterday = 'yesterday';

export const notifications = 'Notifications';
export const pageTitle = (page: string) => `${page} · RockOn`;
