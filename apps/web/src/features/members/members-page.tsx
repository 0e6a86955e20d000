import { canManageMembers, invitableRoles, type Membership, ROLE_LABELS, type Role } from '@rockon/domain';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { PersonAvatar } from '../../band/person-avatar.tsx';
import { NotLoaded } from '../../records/not-loaded-yet.tsx';
import { useAccount } from '../../session/session-context.tsx';
import { useOnlineAction } from '../../session/use-online-action.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { cardClass, Page, PageHeader } from '../../ui/page.tsx';
import { InviteCard } from './invite-card.tsx';
import { MemberMenu } from './member-menu.tsx';
import * as messages from './messages.ts';
import { OpenInvites } from './open-invites.tsx';
import { useInvite } from './use-invite.ts';

/** Admins manage everyone but owners. Only owners change owners, themselves included. */
function mayChange(role: Role | null, member: Membership, own: boolean): boolean {
  if (own) return role === 'owner';
  return canManageMembers(role) && (member.role !== 'owner' || role === 'owner');
}

function Person({
  member,
  own,
  onError,
}: {
  readonly member: Membership;
  readonly own: boolean;
  readonly onError: (error: string | null) => void;
}) {
  const { role } = useBand();
  return (
    <li
      data-record={`memberships/${member.id}`}
      className="flex min-h-16 items-center gap-3.5 border-t border-hairline px-4 py-2.5 first:border-t-0"
    >
      <PersonAvatar userId={member.userId} name={member.name} avatar={member.avatar} size="lg" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-14 font-medium">
          {member.name}
          {own && <span className="ml-2 font-normal text-muted">{messages.you}</span>}
        </p>
        {member.instruments.length > 0 && (
          <p className="truncate text-13 text-secondary">{member.instruments.join(', ')}</p>
        )}
      </div>
      <span className={cx('text-13', member.role === 'member' ? 'text-muted' : 'font-medium text-secondary')}>
        {ROLE_LABELS[member.role]}
      </span>
      {mayChange(role, member, own) ? (
        <MemberMenu member={member} onError={onError} />
      ) : (
        <span className="w-9 touch:w-11" />
      )}
    </li>
  );
}

/** The band's members, and inviting more. */
export function MembersPage() {
  const band = useBand();
  const { identity } = useAccount();
  const invite = useInvite(band.id);
  const { busy, error, run } = useOnlineAction(messages.inviteFailed);
  const [memberError, setMemberError] = useState<string | null>(null);
  return (
    <Page narrow>
      <PageHeader
        title={messages.title}
        facts={band.complete ? messages.countIn(band.members.length, band.name) : undefined}
        actions={
          invitableRoles(band.role).length > 0 && (
            <Button variant="primary" busy={busy} onClick={() => void run(() => invite.create('member'))}>
              <UserPlus className="size-4" aria-hidden="true" />
              {messages.invite}
            </Button>
          )
        }
      />
      {error !== null && <Alert>{error}</Alert>}
      {memberError !== null && <Alert>{memberError}</Alert>}
      {invite.current !== null && (
        <InviteCard
          code={invite.current.code}
          band={band.name}
          role={invite.current.role}
          roles={invitableRoles(band.role)}
          busy={busy}
          onRole={(role) => void run(() => invite.create(role))}
          onClose={invite.close}
        />
      )}
      {!band.complete && band.members.length === 0 ? (
        <NotLoaded loading="Loading your band's members…" notOnDevice="The members aren't on this device yet" />
      ) : (
        <ul className={cx(cardClass, 'overflow-hidden')}>
          {band.members.map((member) => (
            <Person key={member.id} member={member} own={member.userId === identity.userId} onError={setMemberError} />
          ))}
        </ul>
      )}
      {invitableRoles(band.role).length > 0 && <OpenInvites newest={invite.current?.code ?? null} />}
      {!band.complete && band.members.length > 0 && <p className="text-13 text-muted">{messages.incomplete}</p>}
    </Page>
  );
}
