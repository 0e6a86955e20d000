import { SyncError, type SyncErrorKind } from '../../protocol/errors.ts';
import type { ServerMessages } from './messages.ts';
import { toFieldPath } from './names.ts';

/** An HTTP error response. `body` is undefined if it was not JSON; `retryAfter` is the header. */
export interface FailedAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: string | null;
}

/** Failures of the device's own storage never come from the server. */
type ClassifiedKind = Exclude<SyncErrorKind, 'quota' | 'storage'>;

interface Rule {
  readonly kind: ClassifiedKind;
  /** Inclusive. */
  readonly status?: readonly [from: number, to: number];
  /** PostgREST's or Postgres' code. */
  readonly code?: RegExp;
  /** Our own functions put their error code into the hint. */
  readonly hint?: string;
  readonly json?: boolean;
}

/** The first rule whose conditions all hold decides. */
const RULES: readonly Rule[] = [
  { kind: 'upgrade-required', hint: 'upgrade_required' },
  { kind: 'client-fork', hint: 'client_fork' },
  { kind: 'upgrade-required', status: [410, 410], json: true },
  { kind: 'auth', code: /^PGRST30[123]$/ },
  { kind: 'auth', status: [401, 401], json: true },
  { kind: 'server-busy', status: [429, 429] },
  { kind: 'server-busy', status: [408, 408] },
  // "Network Authentication Required": a captive portal's gateway.
  { kind: 'offline', status: [511, 511] },
  { kind: 'server-busy', status: [500, 599] },
  // PostgREST does not know the function yet: during a deployment or a reload of its schema cache.
  { kind: 'server-busy', code: /^PGRST202$/ },
  // A proxy in front of the server refuses large requests with a page of its own.
  { kind: 'rejected', status: [413, 413] },
  // A response that is not JSON comes from something in between, such as a captive portal or a filter.
  { kind: 'offline', json: false },
  { kind: 'rejected', status: [400, 499] },
];

const messageOf = (messages: ServerMessages, kind: ClassifiedKind): string =>
  ({
    offline: messages.offline,
    'server-busy': messages.serverBusy,
    auth: messages.signedOut,
    'upgrade-required': messages.updateNeeded,
    'client-fork': messages.profileCopied,
    rejected: messages.rejected,
    defect: messages.malformedResponse,
  })[kind];

/** Converts an error response to a SyncError. Pure. */
export function classify(messages: ServerMessages, answer: FailedAnswer): SyncError {
  const body = describe(answer.body);
  const fits = (rule: Rule) =>
    (!rule.status || (answer.status >= rule.status[0] && answer.status <= rule.status[1])) &&
    (!rule.code || rule.code.test(body.code)) &&
    (rule.hint === undefined || rule.hint === body.hint) &&
    (rule.json === undefined || rule.json === (answer.body !== undefined));
  const kind = RULES.find(fits)?.kind ?? 'defect';
  const retryAfterMs = retryAfter(answer.retryAfter);
  return new SyncError(kind, body.forPeople ? body.message : messageOf(messages, kind), {
    ...(body.hint || body.code ? { code: body.hint || body.code } : {}),
    ...(body.forPeople && body.details ? { path: toFieldPath(body.details) } : {}),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    cause: answer,
  });
}

/** The request did not reach the server, or no answer came back. */
export function networkError(messages: ServerMessages, cause: unknown): SyncError {
  return new SyncError('offline', messages.offline, { cause });
}

/** The response violates the protocol or is for another user. */
export function malformedResponse(messages: ServerMessages, cause: unknown): SyncError {
  return new SyncError('defect', messages.malformedResponse, { cause });
}

/** PostgREST's error body. Only messages of our own functions (PTxyz with a hint) are written for people. */
function describe(body: unknown) {
  const text = (key: string): string => {
    const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[key] : undefined;
    return typeof value === 'string' ? value : '';
  };
  const [code, message, hint, details] = [text('code'), text('message'), text('hint'), text('details')];
  return { code, message, hint, details, forPeople: message !== '' && /^PT\d{3}$/.test(code) };
}

/** Pause in ms from a Retry-After header (seconds or a date); null without one. */
export function retryAfter(header: string | null, now = Date.now()): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
}
