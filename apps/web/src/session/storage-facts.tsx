import { useEngine } from '@rockon/sync-react';
import { useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import * as messages from './messages.ts';

type Usage = { readonly used: number; readonly quota: number; readonly persisted: boolean } | null;

/** "3.2 MB" */
export const size = (bytes: number) =>
  bytes < 1e6
    ? `${Math.max(1, Math.round(bytes / 1e3))} kB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toFixed(1)} MB`
      : `${(bytes / 1e9).toFixed(1)} GB`;

const NEARLY_FULL = 0.8;

/** How much storage local data uses, and whether the browser promised not to clear it. */
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
  if (usage === undefined) return <p className="text-14 text-secondary">{messages.checking}</p>;
  if (usage === null) return <p className="text-14 text-secondary">{messages.storageUnknown}</p>;

  const keep = async () => {
    const persisted = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
    setUsage({ ...usage, persisted });
    setAsked(true);
  };
  return (
    <div className="grid gap-2 text-14 text-secondary">
      <p>
        {messages.storageUsed(size(usage.used), size(usage.quota))}
        {usage.used / usage.quota > NEARLY_FULL && ` ${messages.storageNearlyFull}`}
      </p>
      {usage.persisted ? (
        <p>{messages.storageProtected}</p>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <p className="min-w-0 flex-1 basis-56">{asked ? messages.storageRefused : messages.storageUnprotected}</p>
          {!asked && (
            <Button size="sm" onClick={() => void keep()}>
              {messages.protectData}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
