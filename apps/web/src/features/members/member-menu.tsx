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
import * as messages from './messages.ts';

const ROLES = ['admin', 'member', 'viewer'] as const;

/** A change that is confirmed in a dialog before it is sent. */
interface Question {
  readonly words: ReturnType<typeof messages.removeQuestion>;
  readonly danger: boolean;
  readonly name: 'remove_member' | 'set_role';
  readonly role?: Role;
}

const questionOf = {
  remove: (member: Membership): Question => ({
    words: messages.removeQuestion(member),
    danger: true,
    name: 'remove_member',
  }),
  owner: (member: Membership): Question => ({
    words: messages.ownerQuestion(member),
    danger: false,
    name: 'set_role',
    role: 'owner',
  }),
  stepDown: (role: Role): Question => ({
    words: messages.stepDownQuestion(role),
    danger: true,
    name: 'set_role',
    role,
  }),
};

/** Confirms a change of membership; a failure is shown in the dialog, which stays open. */
function QuestionDialog({
  question: { words, danger },
  busy,
  error,
  onConfirm,
  onCancel,
}: {
  readonly question: Question;
  readonly busy: boolean;
  readonly error: string | null;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}) {
  return (
    <Modal
      title={words.title}
      description={words.text}
      size="sm"
      onClose={onCancel}
      footer={
        <>
          <Button onClick={onCancel}>{messages.cancel}</Button>
          <Button variant={danger ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
            {words.button}
          </Button>
        </>
      }
    >
      {error !== null ? <Alert>{error}</Alert> : <span />}
    </Modal>
  );
}

/** Changes a member's role or removes them, for owners and admins; owners may step down. All of it needs the server. */
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
  const { busy, error, run, forget } = useOnlineAction(question?.words.failed ?? messages.roleFailed);
  const own = member.userId === band.userId;
  const otherOwner = band.members.some(({ role, userId }) => role === 'owner' && userId !== member.userId);
  const call = (name: string, role?: Role) =>
    engine.call(name, { band: band.id, user: member.userId, ...(role !== undefined && { role }) });

  const choose = (role: Role) => {
    onError(null);
    if (member.role === role) return;
    if (own) {
      if (otherOwner) setQuestion(questionOf.stepDown(role));
      else onError(messages.lastOwner);
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
          <IconButton label={messages.more} {...props}>
            <Ellipsis className="size-5" aria-hidden="true" />
          </IconButton>
        )}
        entries={[
          { kind: 'label', name: own ? messages.yourRole : messages.role },
          ...(band.role === 'owner' ? [item('owner')] : []),
          ...ROLES.map(item),
          ...(own
            ? []
            : [
                { kind: 'line' as const, name: 'remove' },
                {
                  kind: 'item' as const,
                  name: messages.remove,
                  danger: true,
                  icon: <UserMinus className="size-4" aria-hidden="true" />,
                  onSelect: () => setQuestion(questionOf.remove(member)),
                },
              ]),
        ]}
      />
      {error !== null && question === null && (
        <Modal title={messages.notChanged} size="sm" onClose={forget}>
          <Alert>{error}</Alert>
        </Modal>
      )}
      {question !== null && (
        <QuestionDialog
          question={question}
          busy={busy}
          error={error}
          onCancel={cancel}
          onConfirm={() =>
            void run(async () => {
              await call(question.name, question.role);
              setQuestion(null);
            })
          }
        />
      )}
    </>
  );
}
