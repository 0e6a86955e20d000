import type { ConnectionState } from '@rockon/sync';
import { useConnection, useEngine, useLive } from '@rockon/sync-react';
import { Download, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { useOpenConflicts } from '../../records/conflicts.ts';
import { useBandRecords } from '../../records/use-band-records.ts';
import { exportUnsent } from '../../session/export-unsent.ts';
import { recentDeletes, undoDelete } from '../../session/recent-deletes.ts';
import { StorageFacts } from '../../session/storage-facts.tsx';
import { Button, TextButton } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { Section } from '../../ui/page.tsx';
import { TimeAgo } from '../../ui/time.tsx';
import { connectionTitle } from './connection-labels.ts';
import { connectionSentence } from './connection-sentence.ts';
import * as messages from './messages.ts';
import { ConflictLine, Failed, Line, List, Pending, SetAside } from './sync-issues.tsx';
import { SyncReport } from './sync-report.tsx';

const SHOWN = 50;

function More({ count }: { readonly count: number }) {
  return count > 0 ? <p className="text-13 text-muted">{messages.andMore(count)}</p> : null;
}

function ConnectionCard({ state }: { readonly state: ConnectionState }) {
  const engine = useEngine();
  const [syncing, setSyncing] = useState(false);
  const syncNow = async () => {
    setSyncing(true);
    // A failure shows in the connection's own sentence, beside this button.
    await engine.sync().catch(() => undefined);
    setSyncing(false);
  };
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-xl bg-raised px-4 py-3.5">
      <div>
        <p className="text-16 font-semibold">{connectionTitle(state)}</p>
        <p className="text-13 text-secondary">
          {state.lastSyncAt === null ? (
            messages.neverSynced
          ) : (
            <>
              {messages.lastSynced} <TimeAgo at={state.lastSyncAt} />
            </>
          )}
        </p>
      </div>
      <Button size="sm" className="ml-auto" busy={syncing} onClick={() => void syncNow()}>
        <RotateCw className="size-4" aria-hidden="true" />
        {messages.syncNow}
      </Button>
    </div>
  );
}

function FailedChanges({ onClose }: { readonly onClose: () => void }) {
  const failed = useLive(useEngine().failed);
  if (failed.length === 0) return null;
  return (
    <Section title={messages.notSaved} aside={failed.length}>
      <List>
        {failed.slice(0, SHOWN).map((item) => (
          <Failed key={item.mutation} item={item} onClose={onClose} />
        ))}
      </List>
      <More count={failed.length - SHOWN} />
    </Section>
  );
}

function OpenConflicts({ onClose }: { readonly onClose: () => void }) {
  const conflicts = useOpenConflicts(useBand().id);
  if (conflicts.length === 0) return null;
  return (
    <Section title={messages.twoVersions} aside={conflicts.length}>
      <List>
        {conflicts.slice(0, SHOWN).map((conflict) => (
          <ConflictLine key={conflict.id} conflict={conflict} onClose={onClose} />
        ))}
      </List>
      <More count={conflicts.length - SHOWN} />
    </Section>
  );
}

function PendingChanges() {
  const engine = useEngine();
  const pending = useLive(engine.pending);
  const failed = useLive(engine.failed);
  return (
    <Section title={messages.waiting} aside={pending.length > 0 ? pending.length : undefined}>
      {pending.length === 0 ? (
        <p className="text-14 text-secondary">
          {failed.length === 0 ? messages.nothingWaiting : messages.nothingElseWaiting}
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
  );
}

function RecentDeletes() {
  const engine = useEngine();
  const here = useBandRecords();
  // What the server did not delete is here again: rejected, in conflict, or restored by somebody else.
  const there = new Set(here.map(([, { id }]) => id));
  const deleted = useLive(recentDeletes).filter(({ key }) => !there.has(key.id));
  if (deleted.length === 0) return null;
  return (
    <Section title={messages.recentlyDeleted} aside={deleted.length > SHOWN ? deleted.length : undefined}>
      <List>
        {deleted.slice(0, SHOWN).map(({ key, name, at }) => (
          <Line key={key.id} icon={null} title={name} detail={<TimeAgo at={at} />}>
            <TextButton onClick={() => void undoDelete(engine, key)}>{messages.restore}</TextButton>
          </Line>
        ))}
      </List>
    </Section>
  );
}

function SetAsideChanges() {
  const left = useLive(useEngine().setAside);
  return left.map(({ scope, name, reason, entries }) => (
    <Section key={`${scope}/${entries[0]?.id}`} title={messages.fromBandLeft(name)} aside={entries.length}>
      <p className="text-14 text-secondary">{reason}</p>
      <List>
        {entries.slice(0, SHOWN).map((entry) => (
          <SetAside key={entry.id} entry={entry} />
        ))}
      </List>
      <More count={entries.length - SHOWN} />
    </Section>
  ));
}

function ExportUnsynced() {
  const engine = useEngine();
  const unsent = useLive(engine.pending).length + useLive(engine.failed).length;
  const setAside = useLive(engine.setAside).length;
  if (unsent + setAside === 0) return null;
  return (
    <Section title={messages.exportTitle}>
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 basis-56 text-14 text-secondary">
          {setAside > 0 ? messages.exportTextWithLeftBands : messages.exportText}
        </p>
        <Button size="sm" onClick={() => exportUnsent(engine)}>
          <Download className="size-4" aria-hidden="true" />
          {messages.exportUnsynced}
        </Button>
      </div>
    </Section>
  );
}

/** What is saved where, and what can be done about everything that is not saved. */
export function SyncCenter({ onClose }: { readonly onClose: () => void }) {
  const state = useConnection();
  return (
    <Modal title={messages.title} description={connectionSentence(state)} onClose={onClose}>
      <div className="grid gap-6">
        <ConnectionCard state={state} />
        <FailedChanges onClose={onClose} />
        <OpenConflicts onClose={onClose} />
        <PendingChanges />
        <RecentDeletes />
        <SetAsideChanges />
        <ExportUnsynced />
        <Section title={messages.onThisDevice}>
          <StorageFacts />
        </Section>
        <SyncReport />
      </div>
    </Modal>
  );
}
