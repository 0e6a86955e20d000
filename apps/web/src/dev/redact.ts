const SECRET_NAME = /pass(word)?|token|secret|apikey|authorization|^code$|otp|nonce/i;
const JWT = /eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;
const HIDDEN = '[redacted]';

/** A body or frame without passwords, tokens and keys, at any depth. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(JWT, HIDDEN);
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SECRET_NAME.test(name) && (typeof inner === 'string' || typeof inner === 'number') ? HIDDEN : redact(inner),
    ]),
  );
}

/** An address without the secrets in its query. */
export function redactUrl(address: string, base: string): string {
  const url = new URL(address, base);
  for (const name of [...url.searchParams.keys()]) if (SECRET_NAME.test(name)) url.searchParams.set(name, HIDDEN);
  return decodeURIComponent(url.href.replace(JWT, HIDDEN));
}

/** `redact` for text that may be JSON. */
export function redactText(text: string): unknown {
  try {
    return redact(JSON.parse(text));
  } catch {
    return redact(text);
  }
}
