/**
 * The page a mail may lead to: the app's own origin, or any port of this machine while the app itself is on it (the
 * development server has its own). A mail that leads elsewhere would hand the ticket to whoever asked for it.
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
