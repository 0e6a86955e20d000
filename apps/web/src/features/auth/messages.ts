// Words of sign-up, sign-in and password reset.
export const tagline = "Your band's songbook. Works offline.";
export const pitch = "Your band's songbook, the same on every phone. Even in a basement with no signal.";
export const pitchDetail =
  'Songs, keys, tempos, and notes. Saved on your device first, then shared with the band. You always see which is which.';

export const name = 'Name';
export const nameHint = 'What your bandmates call you';
export const email = 'Email';
export const password = 'Password';
export const passwordHint = 'At least 8 characters; a few words work well';
export const passwordRequired = 'Password is required';
export const newPassword = 'New password';
export const show = 'Show';
export const hide = 'Hide';

export const signIn = 'Sign in';
export const signInAgain = 'Sign in again';
export const signInFailed = "You couldn't be signed in. Please try again.";
export const forgotPassword = 'Forgot your password?';
export const continueWithoutSync = 'Continue without syncing';
export const newHere = 'New here?';
export const createAnAccount = 'Create an account';

export const createAccount = 'Create account';
export const signUpFailed = "Your account couldn't be created. Please try again.";
export const alreadyHaveOne = 'Already have an account?';
export const signInInstead = 'Sign in instead';
export const invited = "You've been invited to a band. You can join it once you have an account.";
export const confirmEmail = (address: string) =>
  `We sent an email to ${address}. Open the link in it, then sign in here.`;

export const resetTitle = 'Reset your password';
export const backToSignIn = 'Back to sign-in';
export const sendResetEmail = 'Send reset email';
export const sendFailed = "The email couldn't be sent. Please try again.";
export const sendHint = "We'll email you a link and a code";
export const resetEmailSent = (address: string) =>
  `If ${address} has an account, an email is on its way. Open its link, or enter its code here.`;
export const otherAddress = 'Use a different email';
export const code = 'Code';
export const codeRequired = 'Code is required';
export const setPassword = 'Set new password';
export const setPasswordFailed = "Your password couldn't be changed. Please try again.";
export const checkingLink = 'Checking your link…';
export const checkLinkFailed = "The link couldn't be checked. Please try again.";
export const linkExpired = 'This link has expired or was already used. Request a new email to get another one.';
export const newEmail = 'Request a new email';
export const tryAgain = 'Try again';
