import { useEngine } from '@rockon/sync-react';
import { useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';

type Usage = { readonly used: number; readonly quota: number; readonly persisted: boolean } | null;

/** "3.2 MB" */
export const size = (bytes: number) =>
  bytes < 1e6
    ? `${Math.max(1, Math.round(bytes / 1e3))} kB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toFixed(1)} MB`
      : `${(bytes / 1e9).toFixed(1)} GB`;

const NEARLY_FULL = 0.8;

/** How much of the device the local book uses, and whether the browser promised to keep it. */
export function StorageFacts() {
  const engine = useEngine();
  const [usage, setUsage] = useState<Usage | undefined>(undefined);
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    let here = true;
    engine.usage().then(
      (found) => here && setUsage(found),
      () => here && setUsage(null),
    );
    return () => {
      here = false;
    };
  }, [engine]);
  if (usage === undefined) return <p className="text-14 text-secondary">Looking…</p>;
  if (usage === null) return <p className="text-14 text-secondary">This browser does not tell how much is stored.</p>;

  const keep = async () => {
    const persisted = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
    setUsage({ ...usage, persisted });
    setAsked(true);
  };
  return (
    <div className="grid gap-2 text-14 text-secondary">
      <p>
        <span className="font-medium text-text">{size(usage.used)}</span> used of {size(usage.quota)} that this browser
        allows.
        {usage.used / usage.quota > NEARLY_FULL &&
          ' That is nearly full: free some space on this device. Until then bands that you have not opened for long make room, and are fetched again when you open them.'}
      </p>
      {usage.persisted ? (
        <p>The browser has promised to keep it.</p>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <p className="min-w-0 flex-1 basis-56">
            {asked
              ? 'The browser did not promise to keep it. Installing RockOn usually helps.'
              : 'The browser may clear it when the device runs out of space. What is synced can be fetched again.'}
          </p>
          {!asked && (
            <Button size="sm" onClick={() => void keep()}>
              Ask to keep it
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
