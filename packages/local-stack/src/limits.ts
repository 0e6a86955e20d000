import type { Rate } from './http/rate-limiter.ts';

const MINUTE = 60_000;

/**
 * All limits of the stack. The defaults are those of a hosted project where possible; tests pass smaller ones, so that
 * they need not wait for an expiry or a rate limit.
 */
export interface Limits {
  /** Life of an access token, seconds. */
  readonly accessTokenSeconds: number;
  /** How long a rotated refresh token still returns the current one, seconds. */
  readonly refreshReuseSeconds: number;
  /** Life of a recovery code and its link, seconds. */
  readonly recoverySeconds: number;
  /** Wrong recovery codes after which the code is void. */
  readonly recoveryAttempts: number;
  /** Password and refresh grants, by IP address. */
  readonly tokenRate: Rate;
  /** Sign-ups, recovery emails and account changes, by IP address. */
  readonly accountRate: Rate;
  /** Recovery code checks, by IP address. */
  readonly verifyRate: Rate;
  /** Wrong passwords, by account and IP address. */
  readonly passwordRate: Rate;
  /** Recovery emails, by recipient. */
  readonly mailRate: Rate;
  /** bcrypt cost of new passwords; tests lower it. */
  readonly passwordCost: number;
  /** Maximum bytes of an auth request. */
  readonly authBodyBytes: number;
  /** Maximum bytes of a REST request. */
  readonly restBodyBytes: number;
  /** Database connections for REST calls. */
  readonly restConnections: number;
  /** Maximum open sockets. */
  readonly sockets: number;
  /** Maximum channels of one socket. */
  readonly channelsPerSocket: number;
  /** Rate of joins on one socket. */
  readonly joinRate: Rate;
  /** Rate of client broadcasts on one channel. */
  readonly broadcastRate: Rate;
  /** Rate of presence calls on one channel; exceeding it closes the channel. */
  readonly presenceRate: Rate;
  /** Maximum bytes of one client broadcast. */
  readonly broadcastBytes: number;
  /** Maximum bytes of one frame; a longer one closes the socket. */
  readonly frameBytes: number;
  /** Unread bytes after which a slow socket is closed. */
  readonly backlogBytes: number;
  /** Milliseconds without a frame after which a socket is closed. */
  readonly idleMs: number;
  /** Milliseconds without a channel after which a socket is closed. */
  readonly emptyMs: number;
  /** Milliseconds before a refused join is answered (5 s on a hosted project). */
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

/** For automated tests, in which all people share one IP address. */
export const NO_ADDRESS_LIMITS: Partial<Limits> = { tokenRate: OPEN, accountRate: OPEN, verifyRate: OPEN };
