import { useEngine } from '@rockon/sync-react';
import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { downloadJson } from '../lib/download.ts';
import { Button } from '../ui/button.tsx';
import { Modal } from '../ui/dialog.tsx';
import { useSession } from './session-context.tsx';

/**
 * Signing out takes the local book with it: who has work that is nowhere else is asked first and can take it along. Put
 * `question` on the page.
 */
export function useSignOut(): { readonly signOut: () => void; readonly question: ReactNode } {
  const engine = useEngine();
  const session = useSession();
  const [asking, setAsking] = useState(false);
  const unsent = engine.unsentCount();
  const one = unsent === 1;
  return {
    signOut: () => (engine.unsentCount() > 0 ? setAsking(true) : void session.signOut()),
    question: asking && (
      <Modal
        title={one ? '1 change is not synced' : `${unsent} changes are not synced`}
        description={`${one ? 'It exists' : 'They exist'} only on this device. Signing out now deletes ${one ? 'it' : 'them'}.`}
        size="sm"
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Stay signed in</Button>
            <Button variant="danger" onClick={() => void session.signOut()}>
              Delete and sign out
            </Button>
          </>
        }
      >
        <Button onClick={() => downloadJson('rockon-unsynced-changes.json', engine.exportUnsent())} className="w-full">
          <Download className="size-4" aria-hidden="true" />
          Export unsynced changes
        </Button>
      </Modal>
    ),
  };
}
