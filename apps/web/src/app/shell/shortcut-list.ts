import { PALETTE_KEYS } from '../../lib/palette.ts';
import { GO_TO } from './go-to.ts';

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
      title: 'In the search of Songs',
      lines: [
        ['Enter', 'Add what is not found'],
        ['Esc', 'Empty the search'],
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
