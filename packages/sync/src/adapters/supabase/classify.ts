import { SyncError, type SyncErrorKind } from '../../protocol/errors.ts';
import { toFieldPath } from './names.ts';

/** An HTTP answer that is not what was asked for. `body` is undefined where it was no JSON. */
export interface FailedAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: string | null;
}

interface Rule {
  readonly kind: SyncErrorKind;
  /** Inclusive. */
  readonly status?: readonly [from: number, to: number];
  /** PostgREST's or Postgres' code. */
  readonly code?: RegExp;
  /** Our own functions put their machine code into the hint. */
  readonly hint?: string;
  readonly json?: boolean;
}

/** The first rule that fits decides; every condition of a rule has to hold. */
const RULES: readonly Rule[] = [
  { kind: 'upgrade-required', hint: 'upgrade_required' },
  { kind: 'client-fork', hint: 'client_fork' },
  { kind: 'upgrade-required', status: [410, 410], json: true },
  { kind: 'auth', code: /^PGRST30[123]$/ },
  { kind: 'auth', status: [401, 401], json: true },
  { kind: 'server-busy', status: [429, 429] },
  { kind: 'server-busy', status: [408, 408] },
  // "Network Authentication Required": what a hotel's gateway says.
  { kind: 'offline', status: [511, 511] },
  { kind: 'server-busy', status: [500, 599] },
  // The function is not known (yet): a deployment is under way, or its schema cache is being read again.
  { kind: 'server-busy', code: /^PGRST202$/ },
  // A proxy in front of the server may refuse what is too large in its own words.
  { kind: 'rejected', status: [413, 413] },
  // An answer that is no JSON is not our server's: something between (a captive portal, a filter) has spoken.
  { kind: 'offline', json: false },
  { kind: 'rejected', status: [400, 499] },
];

const MESSAGES: Readonly<Record<SyncErrorKind, string>> = {
  offline: 'The server cannot be reached. Your changes are safe on this device and are sent later.',
  'server-busy': 'The server is busy. Your changes are safe on this device and are sent soon.',
  auth: 'You are not signed in any more. Sign in again; nothing is lost.',
  'upgrade-required': 'RockOn has been updated. Please reload; nothing is lost.',
  'client-fork': 'This browser profile seems to be a copy of another one.',
  rejected: 'The server refused this.',
  quota: 'This device has no room left.',
  storage: "This device's storage failed for a moment.",
  defect: 'The server gave an answer that makes no sense.',
};

/** What an answer with an error means, by what has to be done about it. Pure. */
export function classify(answer: FailedAnswer): SyncError {
  const body = describe(answer.body);
  const fits = (rule: Rule) =>
    (!rule.status || (answer.status >= rule.status[0] && answer.status <= rule.status[1])) &&
    (!rule.code || rule.code.test(body.code)) &&
    (rule.hint === undefined || rule.hint === body.hint) &&
    (rule.json === undefined || rule.json === (answer.body !== undefined));
  const kind = RULES.find(fits)?.kind ?? 'defect';
  const retryAfterMs = retryAfter(answer.retryAfter);
  return new SyncError(kind, body.forPeople ? body.message : MESSAGES[kind], {
    ...(body.hint || body.code ? { code: body.hint || body.code } : {}),
    ...(body.forPeople && body.details ? { path: toFieldPath(body.details) } : {}),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    cause: answer,
  });
}

/** The request did not come through, or no answer came back. */
export function networkError(cause: unknown): SyncError {
  return new SyncError('offline', MESSAGES.offline, { cause });
}

export function signedOut(cause?: unknown): SyncError {
  return new SyncError('auth', MESSAGES.auth, { code: 'not_signed_in', cause });
}

export function malformedResponse(cause: unknown): SyncError {
  return new SyncError('defect', MESSAGES.defect, { cause });
}

/** PostgREST's error body. Only errors that our own functions raise (PTxyz with a hint) are worded for people. */
function describe(body: unknown) {
  const text = (key: string): string => {
    const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[key] : undefined;
    return typeof value === 'string' ? value : '';
  };
  const [code, message, hint, details] = [text('code'), text('message'), text('hint'), text('details')];
  return { code, message, hint, details, forPeople: message !== '' && /^PT\d{3}$/.test(code) };
}

/** Milliseconds to wait, from seconds or from a date; null where the server did not say. */
export function retryAfter(header: string | null, now = Date.now()): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
}
