import { formatNumber, plural } from '@rockon/domain';

/** Words of the app's frame: startup screens, navigation, band menu, shortcuts. */
export const MESSAGES = {
  reload: 'Reload',
  tryAgain: 'Try again',

  olderTabTitle: 'Another RockOn tab is in the way',
  olderTabText: 'It runs an older version. Close all other RockOn tabs, and this one will open.',
  storageErrorTitle: 'RockOn can’t open its data on this device',
  storageErrorText: 'Your data was not changed. Closing other RockOn tabs or freeing up space often helps.',
  newerTabTitle: 'A newer version of RockOn is open',
  newerTabText: 'Another tab has updated RockOn on this device. Reload to use the new version.',
  removedTitle: 'RockOn’s data was removed in another tab',
  removedText: 'This tab has stopped so that nothing gets overwritten. Reload to continue.',
  leftoverTitle: 'Your band’s data is still on this device',
  leftoverText: 'Another RockOn tab is using it. Close all other RockOn tabs to delete it.',

  noBandsYetTitle: 'Your bands haven’t loaded yet',
  noBandsYetText: 'RockOn needs to be online once to load them. After that, everything works offline.',
  retry: 'Retry',

  crashTitle: 'This page couldn’t be shown',
  crashText: 'Everything you saved is safe on this device. Reload to try again.',
  crashOfflineText:
    'This page hasn’t been downloaded yet, and you’re offline. Everything you saved is safe on this device. Go online, then reload.',

  notFoundTitle: 'Page not found',
  notFoundText: 'The link may be outdated or mistyped.',
  goHome: 'Go home',

  skipToContent: 'Skip to content',
  navigation: 'Main',
  bands: 'Bands',
  addBand: 'Create or join a band',
  bandNotLoaded: 'Not loaded yet',
  unsavedTitle: 'You have unsaved changes',
  unsavedText: 'Save or discard them before switching bands.',

  shortcuts: 'Keyboard shortcuts',
} as const;

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
