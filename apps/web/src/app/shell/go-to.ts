import { ENTITY_VIEWS } from '../../records/entity-views.tsx';

/** The second key after `g`. */
export const GO_TO = [
  { key: 'h', to: '/', label: 'Home' },
  ...ENTITY_VIEWS.map(({ goToKey, to, label }) => ({ key: goToKey, to, label })),
  { key: 'm', to: '/members', label: 'Members' },
  { key: 'e', to: '/settings', label: 'Settings' },
];
