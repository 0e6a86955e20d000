import type { Practice } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { reasonOf } from '../../lib/error-messages.ts';
import { recordKey } from '../../records/record-sync-icon.tsx';
import { offerUndo } from '../../records/undo.ts';
import { TextArea } from '../../ui/field.tsx';
import * as common from '../../ui/messages.ts';
import * as messages from './messages.ts';

type PracticeRecord = Practice;
const PAUSE_MS = 1_000;
const MOST = 10_000;
const asKept = (text: string): string | null => (text.trim() === '' ? null : text);

interface Writing {
  /** The version that the text in the field is based on, so that what others wrote since is merged, not overwritten. */
  base: PracticeRecord;
  /** What it was when the field was entered. */
  readonly before: string | null;
}

/**
 * The wrap-up, saved after every pause and on leaving the field. While the user types, the field is never replaced: what
 * others write meanwhile is merged line by line, and only a line that both changed becomes a conflict.
 */
export function WrapUpText({ practice }: { readonly practice: PracticeRecord }) {
  const engine = useEngine();
  const { id: bandId } = useBand();
  const [draft, setDraft] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const writing = useRef<Writing | null>(null);
  const typed = useRef<string | null>(null);
  const { id } = practice;

  const keep = useCallback(async () => {
    const now = writing.current;
    if (now === null || typed.current === null) return;
    const text = asKept(typed.current);
    if (text === now.base.wrapUp) return;
    const base = now.base;
    // At once, so that a second call does not write the same again.
    now.base = { ...base, wrapUp: text };
    try {
      await engine.repository.update(recordKey(bandId, 'practices', id), { wrapUp: text }, base);
      setFailure(null);
    } catch (error) {
      now.base = base;
      setFailure(common.couldNotSave(reasonOf(error)));
    }
  }, [engine, bandId, id]);

  useEffect(() => {
    if (draft === null) return;
    const timer = setTimeout(() => void keep(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, keep]);

  // Leaving the page, closing the tab and switching apps do not wait for the pause: save at once.
  useEffect(() => {
    const hidden = () => void keep();
    document.addEventListener('visibilitychange', hidden);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      void keep();
    };
  }, [keep]);

  const leave = async () => {
    await keep();
    const now = writing.current;
    writing.current = null;
    typed.current = null;
    setDraft(null);
    if (now === null || now.base.wrapUp === now.before) return;
    const key = recordKey(bandId, 'practices', id);
    const after = engine.record(key).get();
    offerUndo(key, messages.wrapUpUpdated, null, () => engine.repository.update(key, { wrapUp: now.before }, after));
  };
  const others = draft !== null && writing.current !== null && practice.wrapUp !== writing.current.base.wrapUp;
  return (
    <TextArea
      label={messages.howDidItGo}
      value={draft ?? practice.wrapUp ?? ''}
      rows={3}
      maxLength={MOST}
      error={failure ?? undefined}
      hint={others ? messages.othersWriteToo : undefined}
      onFocus={() => {
        writing.current = { base: practice, before: practice.wrapUp };
        typed.current = practice.wrapUp ?? '';
        setDraft(typed.current);
      }}
      onChange={(event) => {
        typed.current = event.target.value;
        setDraft(event.target.value);
      }}
      onBlur={() => void leave()}
    />
  );
}
