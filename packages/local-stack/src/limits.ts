import type { Rate } from './http/rate-limiter.ts';

const MINUTE = 60_000;

/**
 * Every bound of the stack in one place. The defaults are a hosted project's where the local stack can afford them;
 * tests pass their own so that a short-lived token or a throttled answer needs no waiting.
 */
export interface Limits {
  /** Life of an access token, seconds. */
  readonly accessTokenSeconds: number;
  /** How long a refresh token that was just rotated still answers with the current one, seconds. */
  readonly refreshReuseSeconds: number;
  /** Life of a recovery code and its link, seconds. */
  readonly recoverySeconds: number;
  /** Wrong recovery codes before the code itself is void. */
  readonly recoveryAttempts: number;
  /** Password and refresh grants, by address. */
  readonly tokenRate: Rate;
  /** Sign-up, recovery mails and account changes, by address. */
  readonly accountRate: Rate;
  /** Recovery checks, by address. */
  readonly verifyRate: Rate;
  /** Wrong passwords, by account and address. */
  readonly passwordRate: Rate;
  /** Recovery mails, by recipient. */
  readonly mailRate: Rate;
  /** bcrypt cost of new passwords; tests lower it. */
  readonly passwordCost: number;
  /** Bytes of an auth request. */
  readonly authBodyBytes: number;
  /** Bytes of a REST request. */
  readonly restBodyBytes: number;
  /** Database connections that answer REST calls. */
  readonly restConnections: number;
  /** Open sockets. */
  readonly sockets: number;
  /** Channels of one socket. */
  readonly channelsPerSocket: number;
  /** Joins of one socket. */
  readonly joinRate: Rate;
  /** Client broadcasts of one channel. */
  readonly broadcastRate: Rate;
  /** Presence calls of one channel; one more closes it. */
  readonly presenceRate: Rate;
  /** Bytes of one client broadcast. */
  readonly broadcastBytes: number;
  /** Bytes of one frame; a longer one closes the socket. */
  readonly frameBytes: number;
  /** Bytes a slow socket may leave unread before it is closed. */
  readonly backlogBytes: number;
  /** A socket that sends nothing for this long is closed, milliseconds. */
  readonly idleMs: number;
  /** A socket without any channel for this long is closed, milliseconds. */
  readonly emptyMs: number;
  /** Wait before a refused join is answered, milliseconds (a hosted project waits 5 s). */
  readonly joinRefusalMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  accessTokenSeconds: 3600,
  refreshReuseSeconds: 10,
  recoverySeconds: 600,
  recoveryAttempts: 5,
  tokenRate: { burst: 30, everyMs: 2_000 },
  accountRate: { burst: 30, everyMs: 10_000 },
  verifyRate: { burst: 30, everyMs: 10_000 },
  passwordRate: { burst: 10, everyMs: 30_000 },
  mailRate: { burst: 1, everyMs: MINUTE },
  passwordCost: 10,
  authBodyBytes: 16 * 1024,
  restBodyBytes: 1_500_000,
  restConnections: 10,
  sockets: 500,
  channelsPerSocket: 100,
  joinRate: { burst: 100, everyMs: 10 },
  broadcastRate: { burst: 600, everyMs: 10 },
  presenceRate: { burst: 5, everyMs: 6_000 },
  broadcastBytes: 256 * 1024,
  frameBytes: 5 * 1024 * 1024,
  backlogBytes: 8 * 1024 * 1024,
  idleMs: MINUTE,
  emptyMs: 10 * MINUTE,
  joinRefusalMs: 500,
};

const OPEN: Rate = { burst: 100_000, everyMs: 1 };

/** For automated tests, whose many people share one address. */
export const NO_ADDRESS_LIMITS: Partial<Limits> = { tokenRate: OPEN, accountRate: OPEN, verifyRate: OPEN };
