import { Store } from './store.ts';

/** Whether search and commands are open. */
export const palette = new Store(false);

const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);

/** How the shortcut is written on this device's keyboard. */
export const PALETTE_KEYS = isMac ? '⌘K' : 'Ctrl K';
