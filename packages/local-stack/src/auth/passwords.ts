import bcrypt from 'bcrypt';

/**
 * bcrypt on the thread pool. A hash takes about 50 ms of a core; on the event loop it would stop every socket.
 */
export class Passwords {
  readonly #cost: number;
  readonly #decoy: Promise<string>;

  constructor(cost: number) {
    this.#cost = cost;
    this.#decoy = bcrypt.hash('no account has this password', cost);
  }

  hash(password: string): Promise<string> {
    return bcrypt.hash(password, this.#cost);
  }

  /** Takes as long for an account that does not exist (`hash` null), so that the time does not tell it. */
  async matches(password: string, hash: string | null): Promise<boolean> {
    const same = await bcrypt.compare(password, hash || (await this.#decoy));
    return same && hash !== null && hash !== '';
  }
}
