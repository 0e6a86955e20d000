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

export interface Command {
  readonly name: string;
  /** Other words under which it is found. */
  readonly also?: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

const PAGES: readonly (readonly [string, string, LucideIcon, string?])[] = [
  ['Home', '/', House],
  ['Songs', '/songs', Music2],
  ['Setlists', '/setlists', ListMusic],
  ['Shows', '/shows', MicVocal, 'gigs concerts'],
  ['Practices', '/practices', CalendarClock, 'rehearsals'],
  ['Members', '/members', Users, 'people invite'],
  ['Activity', '/activity', Activity, 'history changes who'],
  ['Import and export', '/transfer', ArrowLeftRight, 'csv json file backup download upload'],
  ['Trash', '/trash', Trash2, 'deleted restore'],
  ['Settings', '/settings', Settings, 'profile account'],
];

const ADD: readonly (readonly [string, string])[] = [
  ['Add song', '/songs?add'],
  ['Add setlist', '/setlists?add'],
  ['Add show', '/shows?add'],
  ['Add practice', '/practices?add'],
];

/** Everything that can be done from anywhere; who may only read is not offered to write. */
export function commands(engine: Engine, role: Role | null, go: (path: string) => void): readonly Command[] {
  const syncNow = () =>
    void engine.sync().then(
      () => showToast({ title: 'Up to date' }),
      () =>
        showToast({ title: 'Not reached', detail: 'The server does not answer. Your work is kept on this device.' }),
    );
  return [
    ...PAGES.map(([name, path, icon, also = '']) => ({ name, also: `go to ${also}`, icon, run: () => go(path) })),
    ...(canEdit(role)
      ? ADD.map(([name, path]) => ({ name, also: 'new create', icon: Plus, run: () => go(path) }))
      : []),
    { name: 'Sync now', also: 'refresh reload', icon: RefreshCw, run: syncNow },
    { name: 'Dark theme', also: 'appearance', icon: Moon, run: () => chooseTheme('dark') },
    { name: 'Light theme', also: 'appearance', icon: Sun, run: () => chooseTheme('light') },
  ];
}
