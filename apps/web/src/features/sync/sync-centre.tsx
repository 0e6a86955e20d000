import { useConnection, useEngine, useLive } from '@rockon/sync-react';
import { Download, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { downloadJson } from '../../lib/download.ts';
import { useOpenConflicts } from '../../records/conflicts.ts';
import { recentDeletes, undoDelete } from '../../session/recent-deletes.ts';
import { StorageFacts } from '../../session/storage-facts.tsx';
import { Button, TextButton } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { Section } from '../../ui/page.tsx';
import { TimeAgo } from '../../ui/time.tsx';
import { connectionSentence, connectionTitle } from './connection-labels.ts';
import { ConflictLine, Failed, Line, List, Pending } from './sync-issues.tsx';
import { SyncReport } from './sync-report.tsx';

const SHOWN = 50;

function More({ count }: { readonly count: number }) {
  return count > 0 ? <p className="text-13 text-muted">and {count.toLocaleString('en')} more</p> : null;
}

/** Everything there is to know about what is saved where, and every way out of what went wrong. */
export function SyncCentre({ onClose }: { readonly onClose: () => void }) {
  const engine = useEngine();
  const band = useBand();
  const state = useConnection();
  const pending = useLive(engine.pending);
  const failed = useLive(engine.failed);
  const setAside = useLive(engine.setAside);
  const conflicts = useOpenConflicts(band.id);
  const deleted = useLive(recentDeletes);
  const [syncing, setSyncing] = useState(false);
  const unsent = pending.length + failed.length + setAside.length;

  const syncNow = async () => {
    setSyncing(true);
    await engine.sync().catch(() => undefined);
    setSyncing(false);
  };

  return (
    <Modal title="Sync" description={connectionSentence(state)} onClose={onClose}>
      <div className="grid gap-6">
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-xl bg-raised px-4 py-3.5">
          <div>
            <p className="text-16 font-semibold">{connectionTitle(state)}</p>
            <p className="text-13 text-secondary">
              {state.lastSyncAt === null ? (
                'No contact with the server yet'
              ) : (
                <>
                  Last contact with the server <TimeAgo at={state.lastSyncAt} />
                </>
              )}
            </p>
          </div>
          <Button size="sm" className="ml-auto" busy={syncing} onClick={() => void syncNow()}>
            <RotateCw className="size-4" aria-hidden="true" />
            Sync now
          </Button>
        </div>

        {failed.length > 0 && (
          <Section title="Not saved" aside={failed.length}>
            <List>
              {failed.slice(0, SHOWN).map((item) => (
                <Failed key={item.mutation} item={item} onClose={onClose} />
              ))}
            </List>
            <More count={failed.length - SHOWN} />
          </Section>
        )}

        {conflicts.length > 0 && (
          <Section title="Two versions" aside={conflicts.length}>
            <List>
              {conflicts.slice(0, SHOWN).map((conflict) => (
                <ConflictLine key={conflict.id} conflict={conflict} onClose={onClose} />
              ))}
            </List>
            <More count={conflicts.length - SHOWN} />
          </Section>
        )}

        <Section title="Waiting to save" aside={pending.length > 0 ? pending.length : undefined}>
          {pending.length === 0 ? (
            <p className="text-14 text-secondary">
              {failed.length === 0 ? 'Nothing on this device is waiting to be saved.' : 'Nothing else is waiting.'}
            </p>
          ) : (
            <List>
              {pending.slice(0, SHOWN).map((item) => (
                <Pending key={item.mutation} item={item} />
              ))}
            </List>
          )}
          <More count={pending.length - SHOWN} />
        </Section>

        {deleted.length > 0 && (
          <Section title="Deleted on this device just now" aside={deleted.length > SHOWN ? deleted.length : undefined}>
            <List>
              {deleted.slice(0, SHOWN).map(({ key, name, at }) => (
                <Line key={key.id} icon={null} title={name} detail={<TimeAgo at={at} />}>
                  <TextButton onClick={() => void undoDelete(engine, key)}>Restore</TextButton>
                </Line>
              ))}
            </List>
          </Section>
        )}

        {unsent > 0 && (
          <Section title="Take it with you">
            <div className="flex flex-wrap items-center gap-3">
              <p className="min-w-0 flex-1 basis-56 text-14 text-secondary">
                A file with everything that exists only on this device
                {setAside.length > 0 && ', with the work of bands that you are no longer in'}.
              </p>
              <Button size="sm" onClick={() => downloadJson('rockon-unsynced-changes.json', engine.exportUnsent())}>
                <Download className="size-4" aria-hidden="true" />
                Export unsynced changes
              </Button>
            </div>
          </Section>
        )}

        <Section title="On this device">
          <StorageFacts />
        </Section>

        <SyncReport />
      </div>
    </Modal>
  );
}
