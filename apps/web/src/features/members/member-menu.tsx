import { type Membership, ROLE_LABELS } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { Check, Ellipsis, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { useBand } from '../../platform/band-context.tsx';
import { errorWords } from '../../platform/error-words.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../ui/menu.tsx';

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
        trigger={
          <IconButton label="More">
            <Ellipsis className="size-5" aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuLabel>Role</MenuLabel>
        {ROLES.map((role) => (
          <MenuItem key={role} onSelect={() => void act('Changing a role', 'set_role', { role })}>
            <span className="flex-1">{ROLE_LABELS[role]}</span>
            {member.role === role && <Check className="size-4 text-accent" aria-label="current" />}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem danger icon={<UserMinus className="size-4" aria-hidden="true" />} onSelect={() => setRemoving(true)}>
          Remove from band
        </MenuItem>
      </Menu>
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
