import type { Commit } from '../../core/local-state.ts';
import type { CommitRequest, EarlyLoad } from '../../ports/local-repository.ts';
import type { SyncError } from '../../protocol/errors.ts';
import type { EngineOptions } from '../options.ts';
import type { RemoteChanges } from '../public-types.ts';
import { type CommitMessage, commitMessage } from '../tab-messages.ts';
import type { ChangeSet } from './change-set.ts';
import { CommitQueue } from './commit-queue.ts';
import type { Memory } from './memory.ts';
import { StorageReclaimer } from './storage-reclaimer.ts';

/** What the pipeline reports to the rest of the tab. */
export interface CommitListeners {
  /** Memory or the view has changed; in commit order. */
  readonly changed: (changes: readonly ChangeSet[]) => void;
  /** Memory has changes from other devices. */
  readonly remote: (changes: RemoteChanges) => void;
  /** The database cannot be read; null when it can be read again. */
  readonly storageError: (error: SyncError | null) => void;
}

/**
 * The one way in which stored state changes, for the writer and for the leader:
 *
 *   transaction (again after freeing space when the device is full) -> post to the other tabs -> apply to memory in
 *   commit order -> publish what changed
 *
 * Commits of other tabs enter at the third step.
 */
export class CommitPipeline {
  readonly #options: EngineOptions;
  readonly #memory: Memory;
  readonly #listeners: CommitListeners;
  readonly #queue: CommitQueue;
  readonly #reclaimer: StorageReclaimer;

  constructor(options: EngineOptions, memory: Memory, listeners: CommitListeners) {
    this.#options = options;
    this.#memory = memory;
    this.#listeners = listeners;
    const { local, clock, messages } = options;
    this.#queue = new CommitQueue(memory, local, clock, messages, listeners.changed, listeners.storageError);
    this.#reclaimer = new StorageReclaimer(
      options,
      memory,
      (request) => this.#commitOnce(request),
      () => this.#queue.reload(),
    );
  }

  /**
   * Resolves when the commit is in memory and published; null when `decide` had nothing to write.
   * @param applied runs in the same turn as the delta is applied, before anything is published, also when there was
   * nothing to write. It does not run when the transaction fails.
   * @throws SyncError when the transaction failed and freeing space did not help.
   */
  commit(request: CommitRequest, applied?: () => ChangeSet | null): Promise<Commit | null> {
    return this.#reclaimer.retryWhenFull(() => this.#commitOnce(request, applied), request.durable === true);
  }

  /** Applies a commit of another tab. Resolves when it is in memory and published. */
  async receive(message: CommitMessage): Promise<void> {
    await this.#queue.take(message, message.reload);
    this.#publishRemote(message.delta.remote);
  }

  /** Publishes a change of the view that no commit made: a write that is shown before it is stored. */
  publish(changes: readonly ChangeSet[]): void {
    this.#listeners.changed(changes);
  }

  /** See CommitQueue.open. */
  open(mustBeComplete: EarlyLoad['mustBeComplete'], onShown: () => void): Promise<void> {
    return this.#queue.open(mustBeComplete, onShown);
  }

  /** See CommitQueue.verify. */
  verify(): Promise<void> {
    return this.#queue.verify();
  }

  /** See StorageReclaimer.compact. */
  compact(): Promise<void> {
    return this.#reclaimer.compact();
  }

  close(): void {
    this.#queue.close();
  }

  async #commitOnce(request: CommitRequest, applied?: () => ChangeSet | null): Promise<Commit | null> {
    const { local, tabs } = this.#options;
    const commit = await local.commit(request);
    if (!commit) {
      const changes = applied?.();
      if (changes) this.publish([changes]);
      return null;
    }
    const { delta, number } = commit;
    const completesSnapshot = Object.entries(delta.scopes ?? {}).some(
      ([scope, meta]) => meta && meta.generation !== (this.#memory.scopes[scope]?.generation ?? 0),
    );
    tabs.post(commitMessage(number, delta, completesSnapshot));
    await this.#queue.take(commit, false, applied);
    this.#publishRemote(delta.remote);
    return commit;
  }

  #publishRemote(remote: RemoteChanges | undefined): void {
    if (remote) this.#listeners.remote(remote);
  }
}
