import bcrypt from 'bcrypt';

/**
 * bcrypt on the thread pool: a hash takes about 50 ms of CPU time and would block the event loop.
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

  /** Takes equally long for a missing account (`hash` null), so that the timing does not reveal it. */
  async matches(password: string, hash: string | null): Promise<boolean> {
    const same = await bcrypt.compare(password, hash || (await this.#decoy));
    return same && hash !== null && hash !== '';
  }
}
