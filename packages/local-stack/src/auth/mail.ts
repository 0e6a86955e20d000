export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends emails. Throws when an email was not accepted. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

export interface SmtpSettings {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly url: string;
  readonly from: string;
}

/** Sends through SMTP. Loads the library with the first email, because most processes never send one. */
export function smtpMailer(settings: SmtpSettings): Mailer {
  return {
    async send(mail) {
      const { createTransport } = await import('nodemailer');
      await createTransport(settings.url).sendMail({ from: settings.from, ...mail });
    },
  };
}

/** The password reset email: a link for this device, and a code to type on another one. */
export function recoveryMail(to: string, link: string, code: string, minutes: number): Mail {
  return {
    to,
    subject: 'Reset your RockOn password',
    text: [
      'We received a request to reset the password of your RockOn account.',
      '',
      'Open this link to set a new password:',
      link,
      '',
      'Or enter this code:',
      code,
      '',
      `Each works once, and both expire in ${minutes} minutes. If you did not ask for this, ignore this email: your password stays the same.`,
    ].join('\n'),
  };
}
