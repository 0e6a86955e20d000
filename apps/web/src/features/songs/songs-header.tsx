import { useEngine } from '@rockon/sync-react';
import { CheckCheck, ClipboardPaste, Trash2 } from 'lucide-react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { AddButton } from '../../records/list-frame.tsx';
import * as recordMessages from '../../records/messages.ts';
import { TransferMenu } from '../../records/transfer-menu.tsx';
import { notDone } from '../../records/undo.ts';
import { useAccount } from '../../session/session-context.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import * as messages from './messages.ts';
import type { SongList } from './use-song-list.ts';

function TrashLink() {
  return (
    <Link
      to="/trash"
      aria-label={messages.trash}
      title={messages.trashHint}
      className={cx(buttonClass('ghost'), 'px-2.5! touch:w-11')}
    >
      <Trash2 className="size-4" aria-hidden="true" />
    </Link>
  );
}

function MarkAllRead() {
  const engine = useEngine();
  const { id: bandId } = useBand();
  const { identity } = useAccount();
  const mark = async () => {
    const { markListSeen } = await import('../../records/read-marks.ts');
    await markListSeen(engine, identity.userId, bandId, 'songs');
  };
  return (
    <Button onClick={() => void mark().catch(notDone)}>
      <CheckCheck className="size-4" aria-hidden="true" />
      {recordMessages.markAllRead}
    </Button>
  );
}

/** The actions in the header of the song list. */
export function SongActionsBar({
  list: { songs, complete, view, counts },
  mayEdit,
  onAdd,
  onPaste,
}: {
  readonly list: SongList;
  readonly mayEdit: boolean;
  readonly onAdd: () => void;
  readonly onPaste: () => void;
}) {
  const empty = songs.length === 0;
  return (
    <>
      {(!empty || complete) && <TrashLink />}
      {!empty && (
        <>
          {view.filter === 'unread' && counts.unread > 0 && <MarkAllRead />}
          <TransferMenu
            mayEdit={mayEdit}
            more={[
              {
                kind: 'item',
                name: messages.pasteList,
                icon: <ClipboardPaste className="size-4 text-muted" aria-hidden="true" />,
                onSelect: onPaste,
              },
            ]}
          />
          {mayEdit && <AddButton table="songs" onPress={onAdd} />}
        </>
      )}
    </>
  );
}
