import { readDevice, writeDevice } from './device-storage.ts';
import { Store } from './store.ts';

export const THEMES = ['dark', 'light', 'system'] as const;
export type Theme = (typeof THEMES)[number];

/** Dark by default, because stages are dark. */
const read = (): Theme => {
  const kept = readDevice('theme');
  return kept === 'light' || kept === 'system' ? kept : 'dark';
};

export const theme = new Store<Theme>(read());

export function chooseTheme(choice: Theme): void {
  writeDevice('theme', choice);
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  theme.set(choice);
}
