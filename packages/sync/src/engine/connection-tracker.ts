import { type ConnectionFacts, NO_FACTS } from '../core/connection.ts';
import type { TabChannel } from '../ports/environment.ts';
import type { SyncError } from '../protocol/errors.ts';
import type { TabMessage } from './tab-messages.ts';

/** What this tab knows of the connection to the server: its own facts while it leads, else those of the leading tab. */
export class ConnectionTracker {
  #facts: ConnectionFacts = NO_FACTS;
  #storageDefect: string | null = null;

  constructor(
    private readonly tabs: TabChannel,
    /**
     * Called after every change. `sendingChanged`: the set of in-flight mutations, or of records that await a conflict,
     * is different.
     */
    private readonly changed: (facts: ConnectionFacts, sendingChanged: boolean) => void,
  ) {}

  get facts(): ConnectionFacts {
    return this.#facts;
  }

  /** Changes facts in the leading tab and sends them to the others. */
  set(change: Partial<ConnectionFacts>): void {
    this.take({ ...this.#facts, ...change });
    this.tabs.post({ type: 'facts', facts: this.#facts } satisfies TabMessage);
  }

  /** Uses the facts of the leading tab. */
  take(facts: ConnectionFacts): void {
    const sendingChanged =
      facts.inFlight !== this.#facts.inFlight || facts.awaitingConflict !== this.#facts.awaitingConflict;
    this.#facts = facts;
    this.changed(facts, sendingChanged);
  }

  /** The database cannot be read: a defect stops syncing, any other error may pass. Null: it can be read again. */
  onStorageError(error: SyncError | null): void {
    if (error?.kind === 'defect' || error?.kind === 'upgrade-required') this.#storageDefect = error.message;
    else if (error === null && this.#storageDefect !== null) this.#storageDefect = null;
    else return;
    // Not sent to the other tabs: their connections to the database may work.
    this.take({ ...this.#facts, defect: this.#storageDefect });
  }
}
