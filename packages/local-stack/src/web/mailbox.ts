import type { Mail, Mailer } from '../auth/mail.ts';
import { type Handler, header, json, type Reply } from '../http/message.ts';

const KEPT = 100;

export interface KeptMail extends Mail {
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
}

/** Keeps the latest emails in memory instead of sending them, for development. */
export class Mailbox implements Mailer {
  readonly #mails: KeptMail[] = [];
  #next = 1;

  async send(mail: Mail): Promise<void> {
    this.#mails.unshift({ ...mail, id: this.#next, at: new Date().toISOString() });
    this.#next += 1;
    this.#mails.length = Math.min(this.#mails.length, KEPT);
  }

  /** The pages below `/mailbox`: the list, one email, and all emails as JSON at `/messages`. */
  readonly handle: Handler = async (request) => {
    if (!isLocalHost(header(request.headers, 'host'))) {
      return page(403, 'Mailbox', '<p>The mailbox can only be opened on this machine.</p>');
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return json(405, { message: 'The mailbox is read-only.' });
    if (request.path === '/messages') return json(200, this.#mails, { 'cache-control': 'no-store' });
    if (request.path === '/') return page(200, 'Mailbox', this.#list());
    const mail = this.#mails.find((kept) => `/${kept.id}` === request.path);
    if (mail === undefined)
      return page(404, 'Mailbox', '<p>This email does not exist.</p><p><a href="/mailbox">All emails</a></p>');
    return page(200, mail.subject, mailBody(mail));
  };

  #list(): string {
    if (this.#mails.length === 0)
      return '<p>No emails yet. Emails from this local RockOn arrive here and nowhere else.</p>';
    const rows = this.#mails.map(
      (mail) =>
        `<tr><td><a href="/mailbox/${mail.id}">${escapeHtml(mail.subject)}</a></td><td>${escapeHtml(mail.to)}</td><td>${mail.at}</td></tr>`,
    );
    return `<table><thead><tr><th>Subject</th><th>To</th><th>Sent</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  }
}

/**
 * Guards against DNS rebinding: another site can point its own host name at 127.0.0.1, but the browser then sends that
 * name and not ours.
 */
function isLocalHost(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
}

function mailBody(mail: KeptMail): string {
  const linked = escapeHtml(mail.text).replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);
  return `<p>To ${escapeHtml(mail.to)}, ${mail.at}</p><pre>${linked}</pre><p><a href="/mailbox">All emails</a></p>`;
}

const STYLE =
  'body{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}' +
  'table{width:100%;border-collapse:collapse}td,th{text-align:left;padding:.4rem .6rem .4rem 0}' +
  'pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}';

function page(status: number, title: string, body: string): Reply {
  const name = escapeHtml(title);
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title><style>${STYLE}</style></head><body><h1>${name}</h1>${body}</body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }, body: html };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
