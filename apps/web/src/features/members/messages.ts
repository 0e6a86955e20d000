import { formatNumber, type Membership, plural, type Role } from '@rockon/domain';

// Words of the members page and of inviting.
export const title = 'Members';
export const countIn = (count: number, band: string | null) =>
  band === null
    ? plural(count, '1 in the band', `${formatNumber(count)} in the band`)
    : plural(count, `1 in ${band}`, `${formatNumber(count)} in ${band}`);
export const invite = 'Invite';
export const inviteFailed = "The invite couldn't be created. Please try again.";
export const you = 'you';
export const incomplete = "Some members haven't loaded on this device yet.";

export const newInvite = 'New invite';
export const close = 'Close';
export const scanToJoin = 'Scan to join';
export const qrCode = 'QR code of the invite link';
export const inviteCode = 'Invite code';
export const shareTitle = (band: string | null) =>
  band === null ? 'Join our band on RockOn' : `Join ${band} on RockOn`;
export const share = 'Share';
export const copyLink = 'Copy link';
export const copyCode = 'Copy code';
export const copied = 'Copied';
export const joinsAs = 'Joins as';
export const joinsAsHint = 'Anyone with the link can join. People without an account can sign up first.';

type InviteRole = Exclude<Role, 'owner'>;
export const INVITE_ROLES: Readonly<Record<InviteRole, string>> = {
  member: 'Member: can edit',
  viewer: 'Viewer: can only view',
  admin: 'Admin: can edit and manage people',
};
export const JOINS_AS: Readonly<Record<InviteRole, string>> = {
  member: 'Joins as a member',
  viewer: 'Joins as a viewer',
  admin: 'Joins as an admin',
};

export const openInvites = 'Open invites';
export const openInvitesOffline = 'Go online to see open invites.';
export const createdByYou = (day: string) => `Created by you, expires ${day}`;
export const createdBy = (name: string, day: string) => `Created by ${name}, expires ${day}`;
export const revoke = 'Revoke';
export const revokeFailed = "The invite couldn't be revoked. Please try again.";

export const more = 'More';
export const role = 'Role';
export const yourRole = 'Your role';
export const remove = 'Remove from band';
export const cancel = 'Cancel';
export const notChanged = 'Role not changed';
export const roleFailed = "The role couldn't be changed. Please try again.";
export const lastOwner = 'A band needs an owner. Make someone else an owner first, then you can step down.';

/** A question that is asked before a change of membership, with the words for a failure. */
interface Question {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly failed: string;
}

export const removeQuestion = ({ name }: Membership): Question => ({
  title: `Remove ${name}?`,
  text: "The band's data disappears from their devices. Everything they added stays. You can invite them again.",
  button: 'Remove',
  failed: `${name} couldn't be removed. Please try again.`,
});

export const ownerQuestion = ({ name }: Membership): Question => ({
  title: `Make ${name} an owner?`,
  text: "Owners can change everyone's role, including yours, and delete the band. You stay an owner until you step down.",
  button: 'Make owner',
  failed: roleFailed,
});

const STEP_DOWN_TITLES: Readonly<Record<Role, string>> = {
  owner: 'Stay an owner?',
  admin: 'Step down to admin?',
  member: 'Step down to member?',
  viewer: 'Step down to viewer?',
};

export const stepDownQuestion = (to: Role): Question => ({
  title: STEP_DOWN_TITLES[to],
  text: 'Only another owner can make you an owner again.',
  button: 'Step down',
  failed: roleFailed,
});
