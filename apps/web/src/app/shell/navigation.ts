import { CalendarClock, House, ListMusic, MicVocal, Music2, Settings, Users } from 'lucide-react';

export const NAVIGATION = [
  { to: '/', label: 'Home', icon: House },
  { to: '/songs', label: 'Songs', icon: Music2 },
  { to: '/setlists', label: 'Setlists', icon: ListMusic },
  { to: '/shows', label: 'Shows', icon: MicVocal },
  { to: '/practices', label: 'Practices', icon: CalendarClock },
] as const;

export const SIDE_NAVIGATION = [
  { to: '/members', label: 'Members', icon: Users },
  { to: '/settings', label: 'Settings', icon: Settings },
] as const;
