import type pg from 'pg';
import { isUnavailable, sqlState, transaction } from '../database/pools.ts';
import { type ApiRequest, BodyTooLarge, type Handler, header, json, type Reply } from '../http/message.ts';
import type { Limits } from '../limits.ts';
import type { ApiKeys } from '../tokens/api-keys.ts';
import type { TokenService } from '../tokens/jwt.ts';
import { Accounts, type SignedInUser } from './account.ts';
import { currentUser, signedIn } from './caller.ts';
import { AuthError, invalid } from './errors.ts';
import { email, readObject, text } from './input.ts';
import { type Mailer, recoveryMail } from './mail.ts';
import { Passwords } from './passwords.ts';
import { Recovery } from './recovery.ts';
import { allowedRedirect } from './redirect.ts';
import { refreshSession } from './refresh.ts';
import { type Client, closeSessions, openSession, type SessionAnswers, sessionAnswers } from './sessions.ts';
import { Throttle } from './throttle.ts';
import { isBanned, userJson } from './users.ts';

export interface AuthOptions {
  readonly pool: pg.Pool;
  readonly tokens: TokenService;
  readonly keys: ApiKeys;
  readonly limits: Limits;
  readonly secret: string;
  readonly mailer: Mailer;
  /** The app's URL without a trailing slash; known only once the server listens. */
  readonly siteUrl: () => string;
  readonly log: (line: string) => void;
}

/** The part of GoTrue's API that supabase-js uses for accounts with email and password. */
export class AuthService {
  readonly #options: AuthOptions;
  readonly #accounts: Accounts;
  readonly #recovery: Recovery;
  readonly #answers: SessionAnswers;
  readonly #throttle: Throttle;
  readonly #mails = new Set<Promise<void>>();
  readonly #routes: Readonly<Record<string, Handler>>;

  constructor(options: AuthOptions) {
    const { pool, tokens, limits } = options;
    this.#options = options;
    this.#throttle = new Throttle(limits);
    this.#accounts = new Accounts(pool, new Passwords(limits.passwordCost), this.#throttle);
    this.#recovery = new Recovery({
      pool,
      secret: options.secret,
      lifeSeconds: limits.recoverySeconds,
      attempts: limits.recoveryAttempts,
    });
    this.#answers = sessionAnswers(tokens, () => `${options.siteUrl()}/auth/v1`, limits.accessTokenSeconds);
    this.#routes = {
      'GET /health': async () => json(200, { version: 'local', name: 'GoTrue', description: 'RockOn local auth' }),
      'GET /settings': async () => json(200, SETTINGS),
      'POST /signup': (request) => this.#signUp(request),
      'POST /token': (request) => this.#token(request),
      'GET /user': (request) => this.#getUser(request),
      'PUT /user': (request) => this.#putUser(request),
      'POST /logout': (request) => this.#logout(request),
      'POST /recover': (request) => this.#recover(request),
      'POST /verify': (request) => this.#verify(request),
    };
  }

  /** Answers a request below `/auth/v1`. */
  readonly handle: Handler = async (request) => {
    try {
      const refused = request.path === '/health' ? null : this.#options.keys.refuse(request);
      if (refused !== null) return refused;
      const path = request.path.length > 1 ? request.path.replace(/\/$/, '') : request.path;
      const route = this.#routes[`${request.method === 'HEAD' ? 'GET' : request.method} ${path}`];
      if (route !== undefined) return await route(request);
      const elsewhere = Object.keys(this.#routes).some((key) => key.endsWith(` ${path}`));
      if (elsewhere) throw new AuthError(405, 'method_not_allowed', `${request.method} is not allowed here`);
      throw new AuthError(404, 'not_found', 'The local stack does not serve this endpoint');
    } catch (error) {
      return this.#refusal(error).reply();
    }
  };

  /** Waits for emails in progress. */
  async settle(): Promise<void> {
    await Promise.all(this.#mails);
  }

  async #signUp(request: ApiRequest): Promise<Reply> {
    this.#throttle.account(request.address);
    const body = await readObject(request, this.#options.limits.authBodyBytes);
    return this.#session(await this.#accounts.signUp(body, clientOf(request)));
  }

  async #token(request: ApiRequest): Promise<Reply> {
    const grant = request.query.get('grant_type');
    const { limits, pool } = this.#options;
    if (grant === 'password') {
      this.#throttle.signIn(request.address);
      const body = await readObject(request, limits.authBodyBytes);
      return this.#session(await this.#accounts.signIn(body, clientOf(request)));
    }
    if (grant === 'refresh_token') {
      this.#throttle.refresh(request.address);
      const body = await readObject(request, limits.authBodyBytes);
      return this.#session(await refreshSession(pool, text(body, 'refresh_token'), limits.refreshReuseSeconds));
    }
    throw new AuthError(400, 'invalid_credentials', 'unsupported_grant_type');
  }

  async #getUser(request: ApiRequest): Promise<Reply> {
    const { pool, tokens } = this.#options;
    return json(200, userJson(await currentUser(pool, await signedIn(request, tokens))));
  }

  async #putUser(request: ApiRequest): Promise<Reply> {
    this.#throttle.account(request.address);
    const { pool, tokens, limits } = this.#options;
    const caller = await signedIn(request, tokens);
    const body = await readObject(request, limits.authBodyBytes);
    const user = await currentUser(pool, caller);
    return json(200, userJson(await this.#accounts.update(user, caller.sessionId, body)));
  }

  async #logout(request: ApiRequest): Promise<Reply> {
    const { pool, tokens } = this.#options;
    const scope = request.query.get('scope') ?? 'global';
    if (scope !== 'global' && scope !== 'local' && scope !== 'others') {
      throw invalid(`Unsupported logout scope "${scope.slice(0, 40)}"`);
    }
    const caller = await signedIn(request, tokens);
    await currentUser(pool, caller);
    await closeSessions(pool, caller.userId, caller.sessionId, scope);
    return { status: 204 };
  }

  async #recover(request: ApiRequest): Promise<Reply> {
    this.#throttle.account(request.address);
    const address = email(await readObject(request, this.#options.limits.authBodyBytes));
    this.#throttle.mail(address);
    // In the background, so that neither response nor timing reveals whether the address has an account.
    const sending = this.#sendRecovery(address, request.query.get('redirect_to')).catch((error: unknown) => {
      this.#options.log(`A recovery mail could not be sent: ${error instanceof Error ? error.message : 'unknown'}`);
    });
    this.#mails.add(sending);
    void sending.finally(() => this.#mails.delete(sending));
    return json(200, {});
  }

  async #sendRecovery(address: string, redirectTo: string | null): Promise<void> {
    const ticket = await this.#recovery.issue(address);
    if (ticket === null) return;
    const link = new URL(allowedRedirect(redirectTo, this.#options.siteUrl()));
    link.searchParams.set('token_hash', ticket.tokenHash);
    link.searchParams.set('type', 'recovery');
    const minutes = Math.round(this.#options.limits.recoverySeconds / 60);
    await this.#options.mailer.send(recoveryMail(address, link.toString(), ticket.code, minutes));
  }

  async #verify(request: ApiRequest): Promise<Reply> {
    this.#throttle.verify(request.address);
    const body = await readObject(request, this.#options.limits.authBodyBytes);
    if (body.type !== 'recovery') throw invalid('Verify requires the type "recovery"');
    const signedInUser = await transaction(this.#options.pool, async (db) => {
      const user =
        body.token_hash === undefined
          ? await this.#recovery.redeemCode(db, email(body), text(body, 'token'))
          : await this.#recovery.redeemLink(db, text(body, 'token_hash'));
      if (isBanned(user)) throw new AuthError(400, 'user_banned', 'User is banned');
      return { user, session: await openSession(db, user.id, 'otp', clientOf(request)) };
    });
    return this.#session(signedInUser);
  }

  async #session({ user, session }: SignedInUser): Promise<Reply> {
    // A shared cache would give one person's session to another.
    return json(200, await this.#answers.answer(user, session), { 'cache-control': 'no-store' });
  }

  #refusal(error: unknown): AuthError {
    if (error instanceof AuthError) return error;
    if (error instanceof BodyTooLarge) return new AuthError(413, 'request_too_large', error.message);
    const state = sqlState(error) ?? '';
    const message = error instanceof Error ? error.message : 'unknown';
    // A trigger on auth.users rejected the row (PTxyz holds the status), or the text cannot be stored.
    if (/^PT4\d\d$/.test(state)) return new AuthError(Number(state.slice(2)), 'validation_failed', message);
    if (/^(22|23)/.test(state)) return invalid('The account data could not be stored');
    this.#options.log(`Auth failed: ${message}`);
    if (isUnavailable(error)) return new AuthError(503, 'unexpected_failure', 'The database cannot be reached');
    return new AuthError(500, 'unexpected_failure', 'Unexpected failure, please try again');
  }
}

const SETTINGS = {
  external: { email: true, phone: false, anonymous_users: false },
  disable_signup: false,
  mailer_autoconfirm: true,
  phone_autoconfirm: false,
  sms_provider: '',
  saml_enabled: false,
};

function clientOf(request: ApiRequest): Client {
  return { address: request.address, userAgent: header(request.headers, 'user-agent') ?? '' };
}
