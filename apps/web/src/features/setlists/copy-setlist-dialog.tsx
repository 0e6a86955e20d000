import { copyOf, dayInWords, firstTime, type Setlist, type Show } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { reasonOf } from '../../lib/error-messages.ts';
import { byDay } from '../../records/by-day.ts';
import { recordKey } from '../../records/record-sync-icon.tsx';
import { offerUndo, withUndo } from '../../records/undo.ts';
import { Alert } from '../../ui/alert.tsx';
import { Modal } from '../../ui/dialog.tsx';
import * as common from '../../ui/messages.ts';
import * as messages from './messages.ts';
import { useShows } from './use-attached-shows.ts';

/** Copies the setlist for one show, so that changes for that night do not change the original. */
export function CopySetlistDialog({ setlist, onClose }: { readonly setlist: Setlist; readonly onClose: () => void }) {
  const engine = useEngine();
  const { id: bandId } = useBand();
  const { shows } = useShows();
  const now = Date.now();
  const navigate = useNavigate();
  const [failure, setFailure] = useState<string | null>(null);
  const copyFor = async (show: Show) => {
    const copy = { ...copyOf(setlist, show.name), startsAt: show.setTime ?? setlist.startsAt };
    const id = await engine.repository.insert(bandId, 'setlists', copy);
    const showKey = recordKey(bandId, 'shows', show.id);
    const attached = await withUndo(engine, showKey, ['setlistId'], () =>
      engine.repository.update(showKey, { setlistId: id }),
    );
    const key = recordKey(bandId, 'setlists', id);
    const back = async () => {
      await attached?.();
      await engine.repository.delete(key);
      void navigate(`/setlists/${setlist.id}`);
    };
    offerUndo(key, messages.copiedForShow, common.quoted(show.name), back, messages.copyRemoved);
    onClose();
    void navigate(`/setlists/${id}`);
  };
  return (
    <Modal title={messages.copyForShow} description={messages.copyHint} onClose={onClose}>
      {failure !== null && <Alert className="mb-3">{messages.couldNotCopy(failure)}</Alert>}
      {shows.length === 0 ? (
        <p className="text-14 text-secondary">
          {messages.noShows}{' '}
          <Link to="/shows?add" className="font-medium text-text underline underline-offset-3">
            {messages.addShow}
          </Link>
        </p>
      ) : (
        <ul className="grid gap-1.5">
          {byDay(shows, firstTime, now).flatMap(({ rows }) =>
            rows.map((show) => (
              <li key={show.id}>
                <button
                  type="button"
                  onClick={() => void copyFor(show).catch((error: unknown) => setFailure(reasonOf(error)))}
                  className="flex min-h-12 w-full items-center gap-3 rounded-[10px] border border-hairline px-3.5 py-2 text-left hover:border-control hover:bg-raised"
                >
                  <span className="min-w-0 flex-1">
                    <span className="block font-semibold">{show.name}</span>
                    <span className="block text-13 text-muted">
                      {dayInWords(show, now)}
                      {show.setlistId !== null && ` · ${messages.replacesSetlist}`}
                    </span>
                  </span>
                </button>
              </li>
            )),
          )}
        </ul>
      )}
    </Modal>
  );
}
