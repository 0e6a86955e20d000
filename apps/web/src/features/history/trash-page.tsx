import { canEdit, type DeletedRecord, ENTITIES, isContentTable, itemName, rejectionInWords } from '@rockon/domain';
import { useEngine, useLive } from '@rockon/sync-react';
import { Trash2 } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { loadTrash } from '../../records/history/history-api.ts';
import { HistoryItem } from '../../records/history/history-item.tsx';
import { usePages } from '../../records/history/use-pages.ts';
import { recordKey } from '../../records/record-sync-icon.tsx';
import { notDone, offerUndo } from '../../records/undo.ts';
import { useBandRecords } from '../../records/use-band-records.ts';
import type { RecordKey } from '../../session/engine.ts';
import { recentDeletes, undoDelete } from '../../session/recent-deletes.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button, TextButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { cardClass, Page, PageHeader } from '../../ui/page.tsx';
import * as messages from './messages.ts';

interface Deleted {
  readonly key: RecordKey;
  readonly name: string;
  readonly by: string | null;
  readonly at: string;
}

/** What the server keeps, and before it what this device has deleted and the server may not have heard of yet. */
function merged(
  bandId: string,
  userId: string,
  kept: readonly DeletedRecord[],
  own: ReturnType<typeof recentDeletes.get>,
) {
  const known = new Set(kept.map(({ id }) => id));
  const unsent: Deleted[] = own
    .filter(({ key }) => key.scope === bandId && !known.has(key.id))
    .map(({ key, name, at }) => ({ key, name, by: userId, at: new Date(at).toISOString() }));
  const rest = kept.flatMap(({ table, id, row, by, at }): readonly Deleted[] =>
    isContentTable(table)
      ? [
          {
            key: recordKey(bandId, table, id),
            name: itemName(row) ?? messages.unnamed(ENTITIES[table].noun),
            by,
            at,
          },
        ]
      : [],
  );
  return [...unsent, ...rest];
}

function NotRestored({ reason }: { readonly reason: string | undefined }) {
  return reason === undefined ? null : <p className="text-error">{rejectionInWords('restore', reason)}</p>;
}

/** Everything that was deleted in the last 30 days, with Restore. */
export function TrashPage() {
  const engine = useEngine();
  const { id: bandId, userId, role } = useBand();
  const work = useBandRecords();
  const own = useLive(recentDeletes);
  const [restored, setRestored] = useState<ReadonlySet<string>>(new Set());
  const load = useCallback((last: DeletedRecord | null) => loadTrash(engine, bandId, last), [engine, bandId]);
  const { items, more, busy, error, loadMore, retry } = usePages(messages.trashErrors, work.length, load);
  const there = useMemo(() => new Set(work.map(([, { id }]) => id)), [work]);
  const rejected = useLive(engine.failed).filter(({ op }) => op === 'restore');
  const notRestored = new Map(rejected.map(({ id, error }) => [id, error.message]));
  const shown = merged(bandId, userId, items ?? [], own).filter(
    ({ key }) => !there.has(key.id) && (!restored.has(key.id) || notRestored.has(key.id)),
  );
  const mayEdit = canEdit(role);

  const restore = async ({ key, name }: Deleted) => {
    setRestored((before) => new Set([...before, key.id]));
    const again = () => setRestored((before) => new Set([...before].filter((id) => id !== key.id)));
    try {
      await undoDelete(engine, key);
      const back = async () => {
        await engine.repository.delete(key);
        again();
      };
      offerUndo(key, messages.restored, name, back, messages.deletedNamed(name));
    } catch (cause) {
      again();
      throw cause;
    }
  };

  return (
    <Page narrow>
      <PageHeader title={messages.trash} facts={messages.trashDetail} />
      {error !== null && (
        <Alert tone="info">
          {error} {shown.length > 0 && `${messages.trashOnDevice} `}
          <TextButton onClick={retry}>{messages.tryAgain}</TextButton>
        </Alert>
      )}
      {shown.length > 0 ? (
        <ol className={`${cardClass} overflow-hidden`} aria-label={messages.deleted} aria-busy={busy}>
          {shown.map((deleted) => (
            <HistoryItem
              key={deleted.key.id}
              by={deleted.by}
              at={deleted.at}
              did={messages.didDelete(deleted.name)}
              actions={
                mayEdit && (
                  <TextButton
                    aria-label={messages.restoreNamed(deleted.name)}
                    onClick={() => void restore(deleted).catch(notDone)}
                  >
                    {messages.restore}
                  </TextButton>
                )
              }
            >
              <NotRestored reason={notRestored.get(deleted.key.id)} />
            </HistoryItem>
          ))}
        </ol>
      ) : items !== null && !more ? (
        <EmptyState icon={<Trash2 aria-hidden="true" />} title={messages.trashEmpty}>
          {messages.trashEmptyDetail}
        </EmptyState>
      ) : (
        error === null && <p className="text-14 text-muted">{messages.loading}</p>
      )}
      {more && (
        <Button size="sm" className="self-start" busy={busy} onClick={loadMore}>
          {messages.showMore}
        </Button>
      )}
    </Page>
  );
}
