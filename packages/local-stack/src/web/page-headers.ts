import type { Handler } from '../http/message.ts';

/**
 * Allows scripts and requests of our own origin only; `connect-src 'self'` includes its WebSocket. Inline styles are
 * allowed because toasts and popovers position themselves with them; inline scripts are not.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/** Adds the security headers of HTML pages. */
export function withPageHeaders(handle: Handler): Handler {
  return async (request) => {
    const reply = await handle(request);
    return { ...reply, headers: { ...HEADERS, ...reply.headers } };
  };
}
