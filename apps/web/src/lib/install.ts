import { Store } from './store.ts';

/** What Chromium gives when the app can be installed; other browsers have it in their own menus. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

const isInstallPrompt = (event: Event): event is InstallPrompt => 'prompt' in event;

/** The offer to install the app, as long as the browser makes one. */
export const installOffer = new Store<InstallPrompt | null>(null);

/** Called once, early: the browser makes the offer soon after the page has loaded, and only to who listens. */
export function listenForInstall(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    if (!isInstallPrompt(event)) return;
    // The offer waits in the settings; nobody is interrupted with it.
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
