import { PALETTE_KEYS } from '../../lib/palette.ts';
import { SHORTCUT_LABELS, SHORTCUT_TITLES } from '../messages.ts';
import { GO_TO } from './go-to.ts';

const CONTROL = PALETTE_KEYS.startsWith('⌘') ? '⌘' : 'Ctrl';

export const SHORTCUTS: readonly { readonly title: string; readonly lines: readonly (readonly [string, string])[] }[] =
  [
    { title: SHORTCUT_TITLES.goTo, lines: GO_TO.map(({ key, label }) => [`g ${key}`, label] as const) },
    {
      title: SHORTCUT_TITLES.anywhere,
      lines: [
        [PALETTE_KEYS, SHORTCUT_LABELS.palette],
        ['/', SHORTCUT_LABELS.search],
        [`${CONTROL} Z`, SHORTCUT_LABELS.undo],
        ['?', SHORTCUT_LABELS.help],
      ],
    },
    {
      title: SHORTCUT_TITLES.songSearch,
      lines: [
        ['Enter', SHORTCUT_LABELS.addTyped],
        ['Esc', SHORTCUT_LABELS.clearSearch],
      ],
    },
    {
      title: SHORTCUT_TITLES.form,
      lines: [
        [`${CONTROL} Enter`, SHORTCUT_LABELS.save],
        ['Esc', SHORTCUT_LABELS.close],
      ],
    },
  ];
