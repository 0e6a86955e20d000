import { useRegisterSW } from 'virtual:pwa-register/react';
import { useEffect } from 'react';
import { dismissToast, showToast } from '../../ui/toaster.tsx';
import { hasUnsaved } from '../../ui/unsaved.tsx';

const LOOK_EVERY_MS = 60 * 60 * 1000;
const WAITS = 'It starts with the next reload.';
const SAVE_FIRST = 'Save or close what you are typing first, or it would be lost.';

const reload = () => window.location.reload();

let shown: string | number | null = null;

function withdraw(): void {
  if (shown !== null) dismissToast(shown);
  shown = null;
}

/** Stays until it is pressed; while something is typed that is kept nowhere yet, it only asks to save that first. */
function offer(start: () => void, detail: string): void {
  withdraw();
  shown = showToast({
    title: 'A new version of RockOn is ready',
    detail,
    duration: Number.POSITIVE_INFINITY,
    action: { label: 'Reload', onPress: () => (hasUnsaved() ? offer(start, SAVE_FIRST) : start()) },
  });
}

/** Offers a new version when there is one. The person decides when: nothing reloads under their hands. */
export function UpdatePrompt() {
  const {
    needRefresh: [needed],
    updateServiceWorker,
  } = useRegisterSW({
    onRegisteredSW(_url, registration) {
      if (registration !== undefined) setInterval(() => void registration.update().catch(() => {}), LOOK_EVERY_MS);
    },
    // Whichever tab was pressed, the new version takes over all of them: also the one with the open form.
    onNeedReload: () => (hasUnsaved() ? offer(reload, SAVE_FIRST) : reload()),
  });
  useEffect(() => {
    if (!needed) return;
    offer(() => void updateServiceWorker(true), WAITS);
    return withdraw;
  }, [needed, updateServiceWorker]);
  return null;
}
