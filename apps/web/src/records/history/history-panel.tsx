import { bandSchema, type Conflict, canEdit, historyEntries, type RecordVersion } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useEngine, useRecords } from '@rockon/sync-react';
import { useCallback, useMemo } from 'react';
import { useBand } from '../../band/band-context.tsx';
import type { RecordKey } from '../../session/engine.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button, TextButton } from '../../ui/button.tsx';
import { cardClass } from '../../ui/page.tsx';
import { loadVersions } from './history-api.ts';
import { HistoryItem } from './history-item.tsx';
import * as messages from './messages.tsx';
import { ResolvedConflict } from './resolved-conflict.tsx';
import { usePages } from './use-pages.ts';
import { VersionItem } from './version-item.tsx';

type ConflictRow = Conflict;

/** A record's resolved conflicts; all of them are on the device, so they show offline too. */
function useResolvedConflicts(key: RecordKey): readonly ConflictRow[] {
  const where = useCallback((conflict: ConflictRow) => !conflict.open && conflict.recordId === key.id, [key.id]);
  return useRecords({ scope: key.scope, table: 'conflicts', where }).rows;
}

/** A record's versions on the server and its resolved conflicts, newest first. */
export function HistoryPanel({
  recordKey: key,
  current,
}: {
  readonly recordKey: RecordKey & { readonly table: keyof typeof bandSchema.tables };
  readonly current: Row;
}) {
  const engine = useEngine();
  const { role } = useBand();
  const mayEdit = canEdit(role);
  const { scope, table, id } = key;
  const { fields } = bandSchema.tables[table];
  const load = useCallback(
    (last: RecordVersion | null) => loadVersions(engine, { scope, table, id }, last),
    [engine, scope, table, id],
  );
  const { items, more, busy, error, loadMore, retry } = usePages(messages.loadErrors, current.version, load);
  const conflicts = useResolvedConflicts(key);

  const lines = useMemo(() => {
    const entries = historyEntries(items ?? [], more, fields);
    const oldest = more ? (entries.at(-1)?.at ?? null) : null;
    return [
      ...entries.map((entry) => ({ at: entry.at, id: `v${entry.seq}`, entry, conflict: null })),
      ...conflicts.map((conflict) => ({
        at: conflict.resolvedAt ?? conflict.mineAt ?? '',
        id: conflict.id,
        entry: null,
        conflict,
      })),
    ]
      .filter(({ at }) => oldest === null || at >= oldest)
      .sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? 1 : -1));
  }, [items, more, fields, conflicts]);

  const pruned = items !== null && !more && items.at(-1)?.version !== 1;
  return (
    <div className="grid gap-3">
      {error !== null && (
        <Alert tone="info">
          {error} {items !== null && messages.mayBeOutdated}{' '}
          <TextButton onClick={retry}>{messages.tryAgain}</TextButton>
        </Alert>
      )}
      {items === null && error === null && <p className="text-14 text-muted">{messages.loading}</p>}
      {(lines.length > 0 || error !== null) && (
        <ol className={`${cardClass} overflow-hidden`} aria-label={messages.versions} aria-busy={busy}>
          {items === null && current.updatedAt !== null && (
            <HistoryItem by={current.updatedBy} at={current.updatedAt} did={messages.madeLocalVersion} />
          )}
          {lines.map(({ id: line, entry, conflict }) =>
            entry !== null ? (
              <VersionItem
                key={line}
                entry={entry}
                recordKey={key}
                current={current}
                fields={fields}
                mayEdit={mayEdit}
              />
            ) : (
              <ResolvedConflict key={line} conflict={conflict} recordKey={key} mayEdit={mayEdit} />
            ),
          )}
        </ol>
      )}
      {more && (
        <Button size="sm" className="justify-self-start" busy={busy} onClick={loadMore}>
          {messages.showOlder}
        </Button>
      )}
      {pruned && <p className="text-13 text-muted">{messages.pruned}</p>}
    </div>
  );
}
