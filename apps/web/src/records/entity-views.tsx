import { BAND_TABLES, type BandTable } from '@rockon/domain';
import { CalendarClock, ListMusic, type LucideIcon, MicVocal, Music2 } from 'lucide-react';

/** What the app adds to an entity of the domain to show it: in navigation, palette and shortcuts. */
interface EntityView {
  readonly label: string;
  readonly icon: LucideIcon;
  /** The second key after `g`. */
  readonly goToKey: string;
}

const VIEWS: Readonly<Record<BandTable, EntityView>> = {
  songs: { label: 'Songs', icon: Music2, goToKey: 's' },
  setlists: { label: 'Setlists', icon: ListMusic, goToKey: 'l' },
  shows: { label: 'Shows', icon: MicVocal, goToKey: 'w' },
  practices: { label: 'Practices', icon: CalendarClock, goToKey: 'p' },
};

/** The views in the order of the navigation, each with the path of its list. */
export const ENTITY_VIEWS = BAND_TABLES.map((table) => ({ table, to: `/${table}`, ...VIEWS[table] }));

export const iconOf = (table: BandTable): LucideIcon => VIEWS[table].icon;
