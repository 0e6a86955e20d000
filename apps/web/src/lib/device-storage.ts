/** Reads a small setting of this device. Without storage, settings last as long as the page. */
export function readDevice(name: string): string | null {
  try {
    return localStorage.getItem(`rockon.${name}`);
  } catch {
    return null;
  }
}

export function writeDevice(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`rockon.${name}`);
    else localStorage.setItem(`rockon.${name}`, value);
  } catch {
    // Private windows without storage: the choice lasts as long as the page.
  }
}

/** Calls back when another tab changes the fact. */
export function watchDevice(name: string, listener: (value: string | null) => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.storageArea === localStorage && event.key === `rockon.${name}`) listener(event.newValue);
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}
