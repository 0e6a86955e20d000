import { canEdit, entityOf, fitsNewRecord, type Unsent, unsentLines, unsentText } from '@rockon/domain';
import type { FailedMutation } from '@rockon/sync';
import { useRecord } from '@rockon/sync-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { recordPath } from '../../records/record-path.ts';
import { typedBeforePath } from '../../records/use-typed-before.ts';
import type { Table } from '../../session/engine.ts';
import { TextButton } from '../../ui/button.tsx';
import * as messages from './messages.ts';

/** More changed fields than these are counted. */
const SHOWN = 6;

/** The changed fields of an unsent change with their old and new values, readable without the record. */
export function ChangedValues({ change }: { readonly change: Pick<Unsent, 'op' | 'set' | 'was'> }) {
  const lines = unsentLines(change);
  return (
    <>
      {lines.slice(0, SHOWN).map(({ path, field, before, after }) => (
        <span key={path} className="line-clamp-3 break-words">
          {messages.fieldIs(field)}{' '}
          {before !== null && (
            <>
              <del className="text-muted">
                <span className="sr-only">{messages.wasBefore} </span>
                {before}
              </del>{' '}
              <span aria-hidden="true">→</span> <span className="sr-only">{messages.isNow} </span>
            </>
          )}
          <span className="font-medium text-text">{after}</span>
        </span>
      ))}
      {lines.length > SHOWN && <span className="block">{messages.andMore(lines.length - SHOWN)}</span>}
    </>
  );
}

/** Copies an unsent change as text. Some browsers forbid writing to the clipboard: then the text is shown instead. */
export function CopyChange({ change }: { readonly change: Unsent }) {
  const [state, setState] = useState<'ready' | 'copied' | 'forbidden'>('ready');
  const text = unsentText(change);
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('forbidden'),
    );
  return (
    <>
      <TextButton onClick={copy}>{messages.copyText}</TextButton>
      <span role="status" className="empty:hidden">
        {state === 'copied' && messages.textCopied}
      </span>
      {state === 'forbidden' && (
        <textarea
          readOnly
          aria-label={messages.copyText}
          rows={4}
          value={text}
          className="w-full rounded-lg border border-control bg-bg p-2 text-13"
        />
      )}
    </>
  );
}

/** Edit: the record itself; where it is gone a new one with what was typed; where no form fits, the text to copy. */
export function EditChange({ item, onClose }: { readonly item: FailedMutation<Table>; readonly onClose: () => void }) {
  const band = useBand();
  const here = useRecord(item) !== undefined;
  if (item.op === 'delete' || item.op === 'restore') return null;
  const entity = entityOf(item.table);
  const mayEdit = canEdit(band.role) && item.scope === band.id;
  const asNew = !here && entity !== undefined && fitsNewRecord(entity, item);
  return (
    <>
      {mayEdit && (here || asNew) && (
        <Link
          to={asNew ? typedBeforePath(item.table, item.mutation) : `${recordPath(item.table, item.id)}?edit`}
          onClick={onClose}
          className="rounded font-medium underline decoration-control underline-offset-3"
        >
          {messages.edit}
        </Link>
      )}
      {!(here && mayEdit) && <CopyChange change={item} />}
    </>
  );
}
