import { useRegisterSW } from 'virtual:pwa-register/react';
import { useEffect, useRef } from 'react';
import { dismissToast, showToast } from '../../ui/toaster.tsx';

const LOOK_EVERY_MS = 60 * 60 * 1000;

/** Offers a new version when there is one. The person decides when: nothing reloads under their hands. */
export function UpdatePrompt() {
  const shown = useRef<string | number | null>(null);
  const {
    needRefresh: [needed],
    updateServiceWorker,
  } = useRegisterSW({
    onRegisteredSW(_url, registration) {
      if (registration !== undefined) setInterval(() => void registration.update().catch(() => {}), LOOK_EVERY_MS);
    },
  });
  useEffect(() => {
    if (!needed) return;
    shown.current = showToast({
      id: 'update',
      title: 'A new version of RockOn is ready',
      detail: 'It starts with the next reload.',
      duration: Number.POSITIVE_INFINITY,
      action: { label: 'Reload', onPress: () => void updateServiceWorker(true) },
    });
    return () => {
      if (shown.current !== null) dismissToast(shown.current);
    };
  }, [needed, updateServiceWorker]);
  return null;
}
