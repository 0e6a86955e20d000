import { useRegisterSW } from 'virtual:pwa-register/react';
import { useEffect } from 'react';
import { dismissToast, showToast } from '../../ui/toaster.tsx';
import { hasUnsaved } from '../../ui/unsaved.tsx';
import * as messages from './messages.ts';

const LOOK_EVERY_MS = 60 * 60 * 1000;

const reload = () => window.location.reload();

let shown: string | number | null = null;

function withdraw(): void {
  if (shown !== null) dismissToast(shown);
  shown = null;
}

/** Stays until its button is pressed. With unsaved input in a form, pressing only asks to save that first. */
function offer(start: () => void, detail: string): void {
  withdraw();
  shown = showToast({
    title: messages.updateReady,
    detail,
    duration: Number.POSITIVE_INFINITY,
    action: { label: messages.reload, onPress: () => (hasUnsaved() ? offer(start, messages.saveFirst) : start()) },
  });
}

/** Offers a new version when there is one. The person decides when to reload, so that no input is lost. */
export function UpdatePrompt() {
  const {
    needRefresh: [needed],
    updateServiceWorker,
  } = useRegisterSW({
    onRegisteredSW(_url, registration) {
      // Offline it fails; the next hour looks again.
      if (registration !== undefined) setInterval(() => void registration.update().catch(() => {}), LOOK_EVERY_MS);
    },
    // The new version takes over all tabs, whichever one was pressed: also one with an open form.
    onNeedReload: () => (hasUnsaved() ? offer(reload, messages.saveFirst) : reload()),
  });
  useEffect(() => {
    if (!needed) return;
    offer(() => void updateServiceWorker(true), messages.updateOnReload);
    return withdraw;
  }, [needed, updateServiceWorker]);
  return null;
}
