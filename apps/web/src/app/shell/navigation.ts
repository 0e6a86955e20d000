import { House, Settings, Users } from 'lucide-react';
import { ENTITY_VIEWS } from '../../records/entity-views.tsx';

export const NAVIGATION = [{ to: '/', label: 'Home', icon: House }, ...ENTITY_VIEWS];

export const SIDE_NAVIGATION = [
  { to: '/members', label: 'Members', icon: Users },
  { to: '/settings', label: 'Settings', icon: Settings },
] as const;
