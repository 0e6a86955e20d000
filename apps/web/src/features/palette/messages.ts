// What search and commands say.
export const title = 'Search and commands';
export const placeholder = 'Songs, setlists, shows, practices, commands';
export const noMatches = 'No matches';
export const notAllOnDevice = "Your band's data isn't all on this device yet, so some of it can't be found.";
export const results = 'Results';
export const commands = 'Commands';
export const newGroup = 'New';
export const addSong = (name: string) => `Add song “${name}”`;

// Commands, and other words that find them
export const pages = {
  home: 'Home',
  songs: 'Songs',
  setlists: 'Setlists',
  shows: 'Shows',
  practices: 'Practices',
  members: 'Members',
  activity: 'Activity',
  transfer: 'Import and export',
  trash: 'Trash',
  settings: 'Settings',
} as const;
export const pageKeywords = {
  shows: 'gigs concerts',
  practices: 'rehearsals',
  members: 'people invite',
  activity: 'history changes who',
  transfer: 'csv json file backup download upload',
  trash: 'deleted restore',
  settings: 'profile account',
} as const;
export const goToKeywords = (keywords: string) => `go to ${keywords}`;
export const add = {
  song: 'Add song',
  setlist: 'Add setlist',
  show: 'Add show',
  practice: 'Add practice',
} as const;
export const addKeywords = 'new create';
export const syncNow = 'Sync now';
export const syncKeywords = 'refresh reload';
export const upToDate = 'Up to date';
export const notReached = "Couldn't reach the server";
export const notReachedDetail = 'Your changes are saved on this device.';
export const darkTheme = 'Dark theme';
export const lightTheme = 'Light theme';
export const themeKeywords = 'appearance';
