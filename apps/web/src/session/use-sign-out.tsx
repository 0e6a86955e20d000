import { useEngine } from '@rockon/sync-react';
import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Modal } from '../ui/dialog.tsx';
import { exportUnsent } from './export-unsent.ts';
import * as messages from './messages.ts';
import { useSession } from './session-context.tsx';

/**
 * Signing out deletes local data. With unsynced changes it asks first and offers to export them. Render `question` on the
 * page.
 */
export function useSignOut(): { readonly signOut: () => void; readonly question: ReactNode } {
  const engine = useEngine();
  const session = useSession();
  const [asking, setAsking] = useState(false);
  const unsent = engine.unsentCount();
  return {
    signOut: () => (engine.unsentCount() > 0 ? setAsking(true) : void session.signOut()),
    question: asking && (
      <Modal
        title={messages.unsyncedTitle(unsent)}
        description={messages.unsyncedText(unsent)}
        size="sm"
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{messages.staySignedIn}</Button>
            <Button variant="danger" onClick={() => void session.signOut()}>
              {messages.deleteAndSignOut}
            </Button>
          </>
        }
      >
        <Button onClick={() => exportUnsent(engine)} className="w-full">
          <Download className="size-4" aria-hidden="true" />
          {messages.exportUnsynced}
        </Button>
      </Modal>
    ),
  };
}
