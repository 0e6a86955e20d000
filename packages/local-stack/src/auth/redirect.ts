/**
 * Restricts links in emails to the app's origin, or to any port of this machine if the app runs on it (the development
 * server has its own port). A link to another site would give the ticket to whoever requested the email.
 */
export function allowedRedirect(wanted: string | null, siteUrl: string): string {
  if (wanted === null || !URL.canParse(wanted)) return siteUrl;
  const [page, site] = [new URL(wanted), new URL(siteUrl)];
  const local = isLoopback(page.hostname) && isLoopback(site.hostname) && /^https?:$/.test(page.protocol);
  return page.origin === site.origin || local ? wanted : siteUrl;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1' || host === '[::1]';
}
