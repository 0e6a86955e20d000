import { parseSongLines, songTitles } from '@rockon/domain';
import { useEngine, useRecords } from '@rockon/sync-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { reasonOf } from '../../lib/error-messages.ts';
import { addMany, offerUndoOfAll } from '../../records/bulk-actions.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import * as common from '../../ui/messages.ts';
import { useUnsavedGuard } from '../../ui/unsaved.tsx';
import * as messages from './dialog-messages.ts';
import { PastePreview } from './paste-preview.tsx';

/** Adds many songs from an existing list: one per line, "Title - Artist". */
export function PasteDialog({ onClose }: { readonly onClose: () => void }) {
  const engine = useEngine();
  const band = useBand();
  const { rows } = useRecords({ scope: band.id, table: 'songs' });
  // The songs when the dialog opened: while the list is being added, its own songs must not become duplicates.
  const [known] = useState(() => songTitles(rows));
  const [text, setText] = useState('');
  const [alsoAgain, setAlsoAgain] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const lines = useMemo(() => parseSongLines(text, known), [text, known]);
  const shown = useDeferredValue(lines);
  const songs = lines.flatMap((line) => (line.song !== null && (alsoAgain || line.again === null) ? [line.song] : []));
  const again = lines.filter((line) => line.song !== null && line.again !== null).length;
  const wrong = lines.filter((line) => line.song === null);
  const dirty = text.trim() !== '';
  useUnsavedGuard(dirty && !busy, () => setLeaving(true));

  const add = async () => {
    setBusy(true);
    try {
      const { back } = await addMany(engine, band.id, 'songs', songs);
      onClose();
      offerUndoOfAll(messages.songsAdded(songs.length), null, back, messages.songsRemoved(songs.length));
    } catch (error) {
      setBusy(false);
      setFailed(common.couldNotSave(reasonOf(error)));
    }
  };
  return (
    <Modal
      title={messages.pasteList}
      description={messages.pasteHint}
      size="lg"
      onClose={() => (dirty ? setLeaving(true) : onClose())}
      footer={
        leaving ? (
          <>
            <p role="alert" className="mr-auto font-medium">
              {messages.discardList}
            </p>
            <Button onClick={() => setLeaving(false)}>{common.keepEditing}</Button>
            <Button variant="danger" onClick={onClose}>
              {common.discard}
            </Button>
          </>
        ) : (
          <>
            <p className="mr-auto text-13 text-muted" aria-live="polite">
              {again > 0 && (alsoAgain ? messages.duplicates(again) : messages.duplicatesSkipped(again))}
            </p>
            <Button variant="primary" busy={busy} disabled={songs.length === 0} onClick={() => void add()}>
              {songs.length === 0 ? common.add : messages.addCount(songs.length)}
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-4">
        {failed !== null && <Alert>{failed}</Alert>}
        <div className="grid items-start gap-4 desk:grid-cols-2">
          <TextArea
            label={messages.list}
            rows={10}
            autoFocus
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder={messages.listPlaceholder}
            spellCheck={false}
            className="[&_textarea]:h-64 [&_textarea]:field-sizing-fixed"
            error={
              wrong[0]?.song === null
                ? messages.lineSkipped(wrong[0].line, wrong[0].problem, wrong.length - 1)
                : undefined
            }
          />
          <PastePreview lines={shown} alsoAgain={alsoAgain} />
        </div>
        {again > 0 && (
          <label className="flex min-h-11 items-center gap-2.5 text-14">
            <input
              type="checkbox"
              checked={alsoAgain}
              onChange={(event) => setAlsoAgain(event.target.checked)}
              className="size-4 accent-(--accent)"
            />
            {messages.addDuplicates}
          </label>
        )}
      </div>
    </Modal>
  );
}
