import type { Engine } from '../session/engine.ts';

/**
 * Says to the engine that the band is worked in on this device, now and whenever the page comes to the front: a full device
 * lets the others go first, and what went comes back.
 */
export function markBandInUse(engine: Engine, bandId: string): () => void {
  // What the device cannot note down costs nothing but the order in which bands go.
  const tell = () => void (document.visibilityState === 'visible' && engine.open(bandId).catch(() => undefined));
  tell();
  document.addEventListener('visibilitychange', tell);
  return () => document.removeEventListener('visibilitychange', tell);
}
