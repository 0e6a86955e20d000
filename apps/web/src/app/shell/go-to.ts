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
