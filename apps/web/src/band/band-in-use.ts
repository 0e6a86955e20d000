import type { Engine } from '../session/engine.ts';

/**
 * Tells the engine that this band is in use, now and whenever the page becomes visible: a full device evicts other bands
 * first, and an evicted band loads again.
 */
export function markBandInUse(engine: Engine, bandId: string): () => void {
  // If this cannot be stored, only the order of eviction suffers.
  const tell = () => void (document.visibilityState === 'visible' && engine.open(bandId).catch(() => undefined));
  tell();
  document.addEventListener('visibilitychange', tell);
  return () => document.removeEventListener('visibilitychange', tell);
}
