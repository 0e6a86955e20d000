import { Store } from './store.ts';

/** What Chromium gives when the app can be installed; other browsers have it in their own menus. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

const isInstallPrompt = (event: Event): event is InstallPrompt => 'prompt' in event;

/** The browser's offer to install the app; null when there is none. */
export const installOffer = new Store<InstallPrompt | null>(null);

/** Call once, early: the browser fires the event soon after load, and only to existing listeners. */
export function listenForInstall(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    if (!isInstallPrompt(event)) return;
    // Settings shows the offer; nobody is interrupted by it.
    event.preventDefault();
    installOffer.set(event);
  });
  window.addEventListener('appinstalled', () => installOffer.set(null));
}

/** Asks the browser to install; an offer can be taken up once. */
export async function install(): Promise<void> {
  const offer = installOffer.get();
  installOffer.set(null);
  await offer?.prompt();
}
