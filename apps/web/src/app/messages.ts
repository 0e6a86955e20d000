// Words of the app's frame: startup screens, navigation, band menu, shortcuts.
import { formatNumber, plural } from '@rockon/domain';

export const reload = 'Reload';
export const tryAgain = 'Try again';

export const olderTabTitle = 'Another RockOn tab is in the way';
export const olderTabText = 'It runs an older version. Close all other RockOn tabs, and this one will open.';
export const storageErrorTitle = "RockOn can't open its data on this device";
export const storageErrorText = 'Your data was not changed. Closing other RockOn tabs or freeing up space often helps.';
export const newerTabTitle = 'A newer version of RockOn is open';
export const newerTabText = 'Another tab has updated RockOn on this device. Reload to use the new version.';
export const removedTitle = "RockOn's data was removed in another tab";
export const removedText = 'This tab has stopped so that nothing gets overwritten. Reload to continue.';
export const leftoverTitle = "Your band's data is still on this device";
export const leftoverText = 'Another RockOn tab is using it. Close all other RockOn tabs to delete it.';

export const noBandsYetTitle = "Your bands haven't loaded yet";
export const noBandsYetText = 'RockOn needs to be online once to load them. After that, everything works offline.';
export const retry = 'Retry';

export const crashTitle = "This page couldn't be shown";
export const crashText = 'Everything you saved is safe on this device. Reload to try again.';
export const crashOfflineText =
  "This page hasn't been downloaded yet, and you're offline. Everything you saved is safe on this device. Go online, then reload.";

export const notFoundTitle = 'Page not found';
export const notFoundText = 'The link may be outdated or mistyped.';
export const goHome = 'Go home';

export const skipToContent = 'Skip to content';
export const navigation = 'Main';
export const bands = 'Bands';
export const addBand = 'Create or join a band';
export const bandNotLoaded = 'Not loaded yet';
export const unsavedTitle = 'You have unsaved changes';
export const unsavedText = 'Save or discard them before switching bands.';

export const shortcuts = 'Keyboard shortcuts';

export const unread = (count: number) => plural(count, '1 unread', `${formatNumber(count)} unread`);
export const newCount = (count: number) => plural(count, '1 new', `${formatNumber(count)} new`);
export const pendingCount = (count: number) => plural(count, '1 pending', `${formatNumber(count)} pending`);
export const memberCount = (count: number) => plural(count, '1 member', `${formatNumber(count)} members`);

export const SHORTCUT_TITLES = {
  goTo: 'Go to',
  anywhere: 'Anywhere',
  songSearch: 'In song search',
  form: 'In a form',
} as const;

export const SHORTCUT_LABELS = {
  palette: 'Search and commands',
  search: 'Search this list',
  undo: 'Undo',
  help: 'Show keyboard shortcuts',
  addTyped: 'Add the song you typed',
  clearSearch: 'Clear search',
  save: 'Save',
  close: 'Close (asks before discarding)',
} as const;
