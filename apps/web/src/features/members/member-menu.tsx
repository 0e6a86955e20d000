import { type Membership, ROLE_LABELS, type Role } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { Crown, Ellipsis, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { useOnlineAction } from '../../session/use-online-action.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';

const ROLES = ['admin', 'member', 'viewer'] as const;

/** Something that is asked about before it is done, in words that say what it means. */
interface Question {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly danger: boolean;
  readonly action: string;
  readonly name: 'remove_member' | 'set_role';
  readonly role?: Role;
}

const questionOf = {
  remove: ({ name }: Membership): Question => ({
    title: `Remove ${name}?`,
    text: "The band's book disappears from their devices. Everything they added stays. They can be invited again.",
    button: 'Remove',
    danger: true,
    action: 'Removing somebody',
    name: 'remove_member',
  }),
  owner: ({ name }: Membership): Question => ({
    title: `Make ${name} an owner?`,
    text: 'Owners can change everybody’s role, yours too, and delete the band. You stay an owner until you step down.',
    button: 'Make owner',
    danger: false,
    action: 'Changing a role',
    name: 'set_role',
    role: 'owner',
  }),
  stepDown: (role: Role): Question => ({
    title: `Step down to ${ROLE_LABELS[role].toLowerCase()}?`,
    text: 'Another owner must then make you an owner again, if you want that back.',
    button: 'Step down',
    danger: true,
    action: 'Stepping down',
    name: 'set_role',
    role,
  }),
};

/** What an owner or admin can do about a member, and an owner about themselves. All of it needs the server. */
export function MemberMenu({
  member,
  onError,
}: {
  readonly member: Membership;
  readonly onError: (error: string | null) => void;
}) {
  const engine = useEngine();
  const band = useBand();
  const [question, setQuestion] = useState<Question | null>(null);
  const { busy, error, run, forget } = useOnlineAction(question?.action ?? 'Changing a role');
  const own = member.userId === band.userId;
  const otherOwner = band.members.some(({ role, userId }) => role === 'owner' && userId !== member.userId);
  const call = (name: string, role?: Role) =>
    engine.call(name, { band: band.id, user: member.userId, ...(role !== undefined && { role }) });

  const choose = (role: Role) => {
    onError(null);
    if (member.role === role) return;
    if (own) {
      if (otherOwner) setQuestion(questionOf.stepDown(role));
      else onError('A band needs an owner: make somebody else an owner first, then you can step down.');
    } else if (role === 'owner') setQuestion(questionOf.owner(member));
    else {
      void run(async () => {
        await call('set_role', role);
      });
    }
  };
  const cancel = () => {
    setQuestion(null);
    forget();
  };
  const item = (role: Role): MenuEntry => ({
    kind: 'item',
    name: ROLE_LABELS[role],
    current: member.role === role,
    ...(role === 'owner' && { icon: <Crown className="size-4" aria-hidden="true" /> }),
    onSelect: () => choose(role),
  });
  return (
    <>
      <Menu
        trigger={(props) => (
          <IconButton label="More" {...props}>
            <Ellipsis className="size-5" aria-hidden="true" />
          </IconButton>
        )}
        entries={[
          { kind: 'label', name: own ? 'Your role' : 'Role' },
          ...(band.role === 'owner' ? [item('owner')] : []),
          ...ROLES.map(item),
          ...(own
            ? []
            : [
                { kind: 'line' as const, name: 'remove' },
                {
                  kind: 'item' as const,
                  name: 'Remove from band',
                  danger: true,
                  icon: <UserMinus className="size-4" aria-hidden="true" />,
                  onSelect: () => setQuestion(questionOf.remove(member)),
                },
              ]),
        ]}
      />
      {error !== null && question === null && (
        <Modal title="This was not changed" size="sm" onClose={forget}>
          <Alert>{error}</Alert>
        </Modal>
      )}
      {question !== null && (
        <Modal
          title={question.title}
          description={question.text}
          size="sm"
          onClose={cancel}
          footer={
            <>
              <Button onClick={cancel}>Cancel</Button>
              <Button
                variant={question.danger ? 'danger' : 'primary'}
                busy={busy}
                onClick={() =>
                  void run(async () => {
                    await call(question.name, question.role);
                    setQuestion(null);
                  })
                }
              >
                {question.button}
              </Button>
            </>
          }
        >
          {error !== null ? <Alert>{error}</Alert> : <span />}
        </Modal>
      )}
    </>
  );
}
