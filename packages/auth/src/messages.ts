/** Every text of this package that a person may read. `codes` are GoTrue's own error codes. */
export const AUTH_MESSAGES = {
  codes: {
    invalid_credentials: 'Wrong email or password.',
    user_already_exists: 'This email address already has an account. Sign in instead.',
    email_exists: 'This email address already has an account. Sign in instead.',
    email_not_confirmed: 'Confirm your email address first, with the link that we sent you.',
    email_address_invalid: 'This is not an email address.',
    email_address_not_authorized: 'Mail cannot be sent to this address.',
    weak_password: 'This password is too easy to guess. Use at least 8 characters.',
    same_password: 'This is already your password.',
    otp_expired: 'This code is wrong or has expired. Request a new one.',
    signup_disabled: 'New accounts are not open here.',
    user_banned: 'This account is closed.',
    over_request_rate_limit: 'Too many attempts. Wait a minute and try again.',
    over_email_send_rate_limit: 'We have just sent an email to this address. Wait a minute and try again.',
  } as Readonly<Record<string, string>>,
  busy: 'The sign-in service is busy. Try again in a moment.',
  rejected: 'The sign-in service rejected this.',
  noSession: 'The sign-in service returned no session.',
} as const;
