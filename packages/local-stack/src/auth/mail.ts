export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Takes a mail for delivery. Throws if it could not be handed over. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

export interface SmtpSettings {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly url: string;
  readonly from: string;
}

/** Sends through SMTP. The library is loaded with the first mail: most starts never send one. */
export function smtpMailer(settings: SmtpSettings): Mailer {
  return {
    async send(mail) {
      const { createTransport } = await import('nodemailer');
      await createTransport(settings.url).sendMail({ from: settings.from, ...mail });
    },
  };
}

/** The mail that lets somebody set a new password: a link for this device and a code to type on another one. */
export function recoveryMail(to: string, link: string, code: string, minutes: number): Mail {
  return {
    to,
    subject: 'Set a new RockOn password',
    text: [
      'Somebody (we hope it was you) asked to set a new password for your RockOn account.',
      '',
      'Open this link:',
      link,
      '',
      'Or type this code:',
      code,
      '',
      `Both work once, for ${minutes} minutes. If it was not you, do nothing: your password stays as it is.`,
    ].join('\n'),
  };
}
