import { plural } from '@rockon/domain';

// Words of the settings page.
export const title = 'Settings';
export const save = 'Save';

export const profile = 'Profile';
export const profileFailed = "Your profile couldn't be saved. Please try again.";
export const profileSaved = 'Saved. Your bandmates can see it now.';
export const color = 'Color';
export const colorNumber = (number: number) => `Color ${number}`;
export const pictureFile = 'Picture file';
export const choosePicture = 'Choose a picture';
export const changePicture = 'Change picture';
export const useInitials = 'Use initials instead';
export const name = 'Name';
export const instruments = 'Instruments';
export const instrumentsHint = 'Separate with commas';
export const pictureUnreadable = "This file isn't a picture that your browser can open. Try a JPEG, PNG, or WebP.";
export const pictureUnsupported = "This browser can't resize pictures. Try another browser.";
export const pictureTooDetailed = 'This picture is too detailed to shrink enough. Try another one.';

export const theme = 'Theme';
export const THEMES = { dark: 'Dark', light: 'Light', system: 'Match system' } as const;

export const onThisDevice = 'On this device';
export const installText =
  'Install RockOn to open it in its own window. Browsers also keep data of installed apps longer.';
export const install = 'Install';

export const transfer = 'Import and export';
export const transferText = 'Bring in songs and setlists from elsewhere, or download everything the band has.';
export const exportText = "Download your band's songs and setlists.";

export const trash = 'Trash';
export const trashText = 'Anything the band deletes can be restored for 30 days.';
export const openTrash = 'Open trash';

export const band = 'Band';
export const bandName = 'Band name';
export const rename = 'Rename';
export const renameFailed = "The band couldn't be renamed. Please try again.";

export const leaveText = (name: string | null) =>
  name === null
    ? "Leaving removes the band's data from your devices. What you added stays with the band."
    : `You're in ${name}. Leaving removes its data from your devices. What you added stays with the band.`;
export const leaveBand = 'Leave band';
export const leaveTitle = (name: string | null) => (name === null ? 'Leave the band?' : `Leave ${name}?`);
export const leaveDetail = 'To come back, you need a new invite.';
export const stay = 'Stay';
export const leave = 'Leave';
export const leaveFailed = "You couldn't leave the band. Please try again.";

export const deleteText = (name: string) =>
  `Deleting ${name} removes everything in it, for everyone. This can't be undone.`;
export const deleteBand = 'Delete band';
export const deleteTitle = (name: string) => `Delete ${name}?`;
export const deleteDetail = (members: number) =>
  plural(
    members,
    "You're the only member, and you lose all its data. Export it first if you might want it again.",
    'All members lose all its data. Export it first if anyone might want it again.',
  );
export const keepBand = 'Keep the band';
export const deleteForever = 'Delete forever';
export const deleteConfirm = (name: string) => `Type “${name}” to delete it`;
export const deleteFailed = "The band couldn't be deleted. Please try again.";

export const account = 'Account';
export const newEmail = 'New email';
export const changeEmail = 'Change email';
export const emailFailed = "Your email couldn't be changed. Please try again.";
export const emailChanged = (address: string) => `Changed. From now on, sign in with ${address}.`;
export const emailConfirm = (address: string) =>
  `We sent an email to ${address}. Your address changes once you open the link in it. Until then, sign in with the old one.`;
export const newPassword = 'New password';
export const changePassword = 'Change password';
export const passwordFailed = "Your password couldn't be changed. Please try again.";
export const passwordHint = "You'll have to sign in again on your other devices.";
export const passwordChanged = 'Changed. Sign in again on your other devices.';
export const signOutText = (email: string) =>
  `Signed in as ${email}. Signing out removes the band's data from this device. Everything synced stays on the server.`;
export const signOut = 'Sign out';
