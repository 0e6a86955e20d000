import { type ConnectionFacts, NO_FACTS } from '../core/connection.ts';
import type { SyncError } from '../protocol/errors.ts';

/** What this tab knows of the exchange with the server: its own facts while it leads, else those of the tab that does. */
export class ConnectionTracker {
  #facts: ConnectionFacts = NO_FACTS;
  #storageDefect: string | null = null;

  constructor(
    /** Told after every change; `sending`: what is in a request is another than before. */
    private readonly changed: (facts: ConnectionFacts, sending: boolean) => void,
    private readonly tellTabs: (facts: ConnectionFacts) => void,
  ) {}

  get facts(): ConnectionFacts {
    return this.#facts;
  }

  /** Something became known here. */
  set(change: Partial<ConnectionFacts>): void {
    this.take({ ...this.#facts, ...change });
    this.tellTabs(this.#facts);
  }

  take(facts: ConnectionFacts): void {
    const sending = facts.inFlight !== this.#facts.inFlight || facts.awaitingConflict !== this.#facts.awaitingConflict;
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
