import { canEdit, type Role } from '@rockon/domain';
import {
  Activity,
  ArrowLeftRight,
  CalendarClock,
  House,
  ListMusic,
  type LucideIcon,
  MicVocal,
  Moon,
  Music2,
  Plus,
  RefreshCw,
  Settings,
  Sun,
  Trash2,
  Users,
} from 'lucide-react';
import { chooseTheme } from '../../lib/theme.ts';
import type { Engine } from '../../session/engine.ts';
import { showToast } from '../../ui/toaster.tsx';
import * as messages from './messages.ts';

export interface Command {
  readonly name: string;
  /** Other words that find it. */
  readonly also?: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

const { pages, pageKeywords: also } = messages;
const PAGES: readonly (readonly [string, string, LucideIcon, string?])[] = [
  [pages.home, '/', House],
  [pages.songs, '/songs', Music2],
  [pages.setlists, '/setlists', ListMusic],
  [pages.shows, '/shows', MicVocal, also.shows],
  [pages.practices, '/practices', CalendarClock, also.practices],
  [pages.members, '/members', Users, also.members],
  [pages.activity, '/activity', Activity, also.activity],
  [pages.transfer, '/transfer', ArrowLeftRight, also.transfer],
  [pages.trash, '/trash', Trash2, also.trash],
  [pages.settings, '/settings', Settings, also.settings],
];

const ADD: readonly (readonly [string, string])[] = [
  [messages.add.song, '/songs?add'],
  [messages.add.setlist, '/setlists?add'],
  [messages.add.show, '/shows?add'],
  [messages.add.practice, '/practices?add'],
];

/** The commands that work on every page; viewers get none that edit. */
export function commands(engine: Engine, role: Role | null, go: (path: string) => void): readonly Command[] {
  const syncNow = () =>
    void engine.sync().then(
      () => showToast({ title: messages.upToDate }),
      () => showToast({ title: messages.notReached, detail: messages.notReachedDetail }),
    );
  return [
    ...PAGES.map(([name, path, icon, also = '']) => ({
      name,
      also: messages.goToKeywords(also),
      icon,
      run: () => go(path),
    })),
    ...(canEdit(role)
      ? ADD.map(([name, path]) => ({ name, also: messages.addKeywords, icon: Plus, run: () => go(path) }))
      : []),
    { name: messages.syncNow, also: messages.syncKeywords, icon: RefreshCw, run: syncNow },
    { name: messages.darkTheme, also: messages.themeKeywords, icon: Moon, run: () => chooseTheme('dark') },
    { name: messages.lightTheme, also: messages.themeKeywords, icon: Sun, run: () => chooseTheme('light') },
  ];
}
