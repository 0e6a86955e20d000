import {
  type Conflict,
  conflictField,
  conflictInWords,
  isAboutDeletion,
  same,
  valueAt,
  valueInWords,
} from '@rockon/domain';
import { untyped } from '@rockon/sync';
import { useEngine, useRecord } from '@rockon/sync-react';
import { useBand } from '../../band/band-context.tsx';
import type { RecordKey } from '../../session/engine.ts';
import { TextButton } from '../../ui/button.tsx';
import { TimeAgo } from '../../ui/time.tsx';
import { notDone, offerUndo, withUndo } from '../undo.ts';
import { HistoryItem } from './history-item.tsx';
import * as messages from './messages.tsx';

/** A resolved conflict: both versions stay readable, and the other one can still be used. */
export function ResolvedConflict({
  conflict,
  recordKey: key,
  mayEdit,
}: {
  readonly conflict: Conflict;
  readonly recordKey: RecordKey;
  readonly mayEdit: boolean;
}) {
  const engine = useEngine();
  const band = useBand();
  const now = useRecord(key);
  const path = conflictField(conflict);
  const others = isAboutDeletion(conflict)
    ? []
    : [conflict.theirs, conflict.mine].filter((value) => !same(value, valueAt(now, path)));
  const take = async (value: Conflict['mine']) => {
    const back = await withUndo(engine, key, [path], () => untyped(engine).repository.update(key, { [path]: value }));
    offerUndo(key, messages.switchedVersion, valueInWords(path, value), back, null);
  };
  return (
    <HistoryItem
      by={conflict.resolvedBy}
      at={conflict.resolvedAt ?? conflict.mineAt}
      did={messages.choseVersion}
      actions={
        mayEdit &&
        now !== undefined &&
        others.map((value) => (
          <TextButton key={JSON.stringify(value)} onClick={() => void take(value).catch(notDone)}>
            {messages.takeInstead(shortened(valueInWords(path, value)))}
          </TextButton>
        ))
      }
    >
      <p>{conflictInWords(conflict, band.userId, band.nameOf)}</p>
      {others.map((value) => (
        <p key={JSON.stringify(value)} className="whitespace-pre-wrap">
          <span className="text-muted">
            {conflict.mineAt !== null && value === conflict.mine
              ? messages.notKeptFrom(<TimeAgo at={conflict.mineAt} />)
              : messages.notKept}
          </span>{' '}
          {valueInWords(path, value)}
        </p>
      ))}
    </HistoryItem>
  );
}

function shortened(words: string): string {
  const letters = [...words];
  return letters.length > 24 ? `${letters.slice(0, 23).join('')}…` : words;
}
