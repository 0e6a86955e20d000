import { type ExchangeFacts, NO_FACTS } from '../core/connection.ts';
import type { SyncError } from '../protocol/errors.ts';

/** What this tab knows of the exchange with the server: its own facts while it leads, else those of the tab that does. */
export class Exchange {
  #facts: ExchangeFacts = NO_FACTS;
  #storageDefect: string | null = null;

  constructor(
    /** Told after every change; `sending`: what is in a request is another than before. */
    private readonly changed: (facts: ExchangeFacts, sending: boolean) => void,
    private readonly tellTabs: (facts: ExchangeFacts) => void,
  ) {}

  get facts(): ExchangeFacts {
    return this.#facts;
  }

  /** Something became known here. */
  set(change: Partial<ExchangeFacts>): void {
    this.take({ ...this.#facts, ...change });
    this.tellTabs(this.#facts);
  }

  take(facts: ExchangeFacts): void {
    const sending = facts.inFlight !== this.#facts.inFlight || facts.contested !== this.#facts.contested;
    this.#facts = facts;
    this.changed(facts, sending);
  }

  /** The database cannot be read: a defect stops the exchange, anything else passes; null: it can be read again. */
  onStorageTrouble(trouble: SyncError | null): void {
    if (trouble?.kind === 'defect' || trouble?.kind === 'upgrade-required') this.#storageDefect = trouble.message;
    else if (trouble === null && this.#storageDefect !== null) this.#storageDefect = null;
    else return;
    // Its own tab's trouble only: the database may be well in the others.
    this.take({ ...this.#facts, defect: this.#storageDefect });
  }
}
