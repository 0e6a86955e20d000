import { parseSongLines, songTitles } from '@rockon/domain';
import { useEngine, useRecords } from '@rockon/sync-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { addMany, offerUndoOfAll } from '../../records/bulk-actions.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { useUnsavedGuard } from '../../ui/unsaved.tsx';
import { PastePreview } from './paste-preview.tsx';

/** Many songs at once from a list somebody has anyway: one per line, "Title - Artist". */
export function PasteDialog({ onClose }: { readonly onClose: () => void }) {
  const engine = useEngine();
  const band = useBand();
  const { rows } = useRecords({ scope: band.id, table: 'songs' });
  // As it was when the dialog opened: what is being added must not turn into "in the book" on the way.
  const [book] = useState(() => songTitles(rows));
  const [text, setText] = useState('');
  const [alsoAgain, setAlsoAgain] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const lines = useMemo(() => parseSongLines(text, book), [text, book]);
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
      offerUndoOfAll(`${songs.length} ${songs.length === 1 ? 'song' : 'songs'} added`, null, back);
    } catch (error) {
      setBusy(false);
      setFailed(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Modal
      title="Paste a list"
      description="One song per line, the artist after a dash if you like. Rows from a spreadsheet work too."
      size="lg"
      onClose={() => (dirty ? setLeaving(true) : onClose())}
      footer={
        leaving ? (
          <>
            <p role="alert" className="mr-auto font-medium">
              Throw away the list?
            </p>
            <Button onClick={() => setLeaving(false)}>Keep editing</Button>
            <Button variant="danger" onClick={onClose}>
              Throw away
            </Button>
          </>
        ) : (
          <>
            <p className="mr-auto text-13 text-muted" aria-live="polite">
              {again > 0 && `${again} already there${alsoAgain ? '' : ', left out'}`}
            </p>
            <Button variant="primary" busy={busy} disabled={songs.length === 0} onClick={() => void add()}>
              {songs.length === 0 ? 'Add' : `Add ${songs.length}`}
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-4">
        {failed !== null && <Alert>Not kept: {failed}</Alert>}
        <div className="grid items-start gap-4 desk:grid-cols-2">
          <TextArea
            label="List"
            rows={10}
            autoFocus
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder={'Wonderwall - Oasis\nJolene - Dolly Parton\nOur new one'}
            spellCheck={false}
            className="[&_textarea]:h-64 [&_textarea]:field-sizing-fixed"
            error={
              wrong[0]?.song === null
                ? `Line ${wrong[0].line}: ${wrong[0].problem}${wrong.length > 1 ? `, and ${wrong.length - 1} more` : ''}. Left out.`
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
            Add those that are already there as well
          </label>
        )}
      </div>
    </Modal>
  );
}
