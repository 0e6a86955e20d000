import { type Membership, ROLE_LABELS } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { Ellipsis, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { useBand } from '../../platform/band-context.tsx';
import { errorWords } from '../../platform/error-words.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';

const ROLES = ['admin', 'member', 'viewer'] as const;

/** What an owner or admin can do about a member. All of it needs the server, and says so when it cannot be reached. */
export function MemberMenu({
  member,
  onError,
}: {
  readonly member: Membership;
  readonly onError: (error: string | null) => void;
}) {
  const engine = useEngine();
  const band = useBand();
  const [removing, setRemoving] = useState(false);
  const act = async (action: string, name: string, request: Readonly<Record<string, string>>) => {
    onError(null);
    try {
      await engine.call(name, { band: band.id, user: member.userId, ...request });
    } catch (error) {
      onError(errorWords(error, action));
    }
  };
  return (
    <>
      <Menu
        trigger={(props) => (
          <IconButton label="More" {...props}>
            <Ellipsis className="size-5" aria-hidden="true" />
          </IconButton>
        )}
        entries={[
          { kind: 'label', name: 'Role' },
          ...ROLES.map((role) => ({
            kind: 'item' as const,
            name: ROLE_LABELS[role],
            current: member.role === role,
            onSelect: () => void act('Changing a role', 'set_role', { role }),
          })),
          { kind: 'line', name: 'remove' },
          {
            kind: 'item',
            name: 'Remove from band',
            danger: true,
            icon: <UserMinus className="size-4" aria-hidden="true" />,
            onSelect: () => setRemoving(true),
          },
        ]}
      />
      {removing && (
        <Modal
          title={`Remove ${member.name}?`}
          description="The band's book disappears from their devices. Everything they added stays. They can be invited again."
          size="sm"
          onClose={() => setRemoving(false)}
          footer={
            <>
              <Button onClick={() => setRemoving(false)}>Cancel</Button>
              <Button
                variant="danger"
                onClick={() => {
                  setRemoving(false);
                  void act('Removing somebody', 'remove_member', {});
                }}
              >
                Remove
              </Button>
            </>
          }
        >
          <span />
        </Modal>
      )}
    </>
  );
}
