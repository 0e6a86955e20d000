import { PALETTE_KEYS } from '../../platform/palette.ts';

/** The second key after `g`. */
export const GO_TO = [
  { key: 'h', to: '/', label: 'Home' },
  { key: 's', to: '/songs', label: 'Songs' },
  { key: 'l', to: '/setlists', label: 'Setlists' },
  { key: 'w', to: '/shows', label: 'Shows' },
  { key: 'p', to: '/practices', label: 'Practices' },
  { key: 'm', to: '/members', label: 'Members' },
  { key: 'e', to: '/settings', label: 'Settings' },
] as const;

const CONTROL = PALETTE_KEYS.startsWith('⌘') ? '⌘' : 'Ctrl';

export const SHORTCUTS: readonly { readonly title: string; readonly lines: readonly (readonly [string, string])[] }[] =
  [
    { title: 'Go to', lines: GO_TO.map(({ key, label }) => [`g ${key}`, label] as const) },
    {
      title: 'Anywhere',
      lines: [
        [PALETTE_KEYS, 'Search and commands'],
        ['/', 'Search in this list'],
        [`${CONTROL} Z`, 'Take back the last change'],
        ['?', 'These shortcuts'],
      ],
    },
    {
      title: 'In a form',
      lines: [
        [`${CONTROL} Enter`, 'Save'],
        ['Esc', 'Close; asks when something is typed'],
      ],
    },
  ];
