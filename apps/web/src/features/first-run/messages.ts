import { formatNumber, plural, type Role } from '@rockon/domain';

// Words of creating and joining a band.
export const welcome = (firstName: string) =>
  firstName === '' ? "Welcome. Let's find your band." : `Welcome, ${firstName}. Let's find your band.`;
export const addBand = 'Create or join a band';
export const intro = 'Everything in RockOn belongs to a band. You can be in more than one.';
export const back = 'Back';
export const offline = "You're offline. Creating or joining a band needs a connection. What you type here stays.";

export const create = 'Create a band';
export const createDetail = 'Start a songbook and invite your bandmates';
export const createFailed = "The band couldn't be created. Please try again.";
export const bandName = 'Band name';
export const createBand = 'Create band';

export const join = 'Join a band';
export const joinDetail = 'With a code or link from a bandmate';
export const joinFailed = "You couldn't join the band. Please try again.";
export const inviteCode = 'Invite code';
export const inviteCodeHint = 'From a bandmate; the whole link works too';
export const inviteCodeRequired = 'Invite code is required';
export const joinBand = 'Join band';

export const demo = 'Try the demo band';
export const demoDetail = 'Look around in a cover band with songs, a setlist, shows, and a practice';
export const demoFailed = "The demo band couldn't be created. Please try again.";

export const signedInAs = (email: string) => `Signed in as ${email}.`;
export const signOut = 'Sign out';

export const removedWithWork = (count: number) =>
  plural(
    count,
    "You're no longer in the band. 1 change that wasn't synced is kept on this device.",
    `You're no longer in the band. ${formatNumber(count)} changes that weren't synced are kept on this device.`,
  );
export const exportWork = (count: number) => plural(count, 'Export it', 'Export them');

export const invited = "You're invited";
export const invitedTo = (band: string) => `You're invited to ${band}`;
export const invitedDetail = 'Join the band to get its songs, setlists, shows, and practices on this device.';
export const alreadyMember = "You're already in this band.";
export const previewFailed = "The invite couldn't be checked. Please try again.";
export const tryAgain = 'Try again';
export const notNow = 'Not now';

const JOIN_AS: Readonly<Record<Exclude<Role, 'owner'>, string>> = {
  admin: "You'll join as an admin, and the band's songs will download to this device.",
  member: "You'll join as a member, and the band's songs will download to this device.",
  viewer: "You'll join as a viewer, and the band's songs will download to this device.",
};
export const joinPreview = (members: number, role: Exclude<Role, 'owner'>) =>
  `${plural(members, '1 member so far.', `${formatNumber(members)} members so far.`)} ${JOIN_AS[role]}`;
