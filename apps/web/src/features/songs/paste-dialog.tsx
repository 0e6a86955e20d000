import { parseSongLines } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { useMemo, useState } from 'react';
import { useBand } from '../../platform/band-context.tsx';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';

/** Many songs at once from a list somebody has anyway: one per line, "Title - Artist". */
export function PasteDialog({ onClose }: { readonly onClose: () => void }) {
  const engine = useEngine();
  const band = useBand();
  const [text, setText] = useState('');
  const [failed, setFailed] = useState<string | null>(null);
  const { songs, problem } = useMemo(() => parseSongLines(text), [text]);

  const add = async () => {
    try {
      // All at once: the list is drawn once, not after each song.
      await engine.repository.insertAll(
        band.id,
        'songs',
        songs.map((song) => ({ ...song, links: [] })),
      );
      onClose();
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Modal
      title="Paste a list"
      description="One song per line, the artist after a dash if you like."
      onClose={onClose}
      footer={
        <Button variant="primary" disabled={songs.length === 0 || problem !== null} onClick={() => void add()}>
          {songs.length === 0 ? 'Add' : `Add ${songs.length}`}
        </Button>
      }
    >
      <div className="grid gap-3">
        {failed !== null && <Alert>{failed}</Alert>}
        <TextArea
          label="List"
          rows={10}
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={'Wonderwall - Oasis\nJolene - Dolly Parton\nOur new one'}
          error={problem ?? undefined}
          hint={songs.length === 0 ? undefined : `${songs.length} ${songs.length === 1 ? 'song' : 'songs'}`}
        />
      </div>
    </Modal>
  );
}
