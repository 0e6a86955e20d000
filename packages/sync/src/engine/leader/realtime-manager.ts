import type { ChannelStatus } from '../../ports/realtime.ts';
import type { Change, ChangesMessage } from '../../protocol/pull.ts';
import type { AnnouncementOutcome } from '../options.ts';
import { applyChanges } from './apply-changes.ts';
import type { LeaderContext } from './context.ts';

interface Channel {
  readonly topic: string;
  readonly leave: () => void;
  status: ChannelStatus;
  /** Changes that arrived while earlier ones were being stored. */
  waiting: Change[];
  busy: boolean;
}

/**
 * Keeps one channel open per scope and applies its messages. A message is applied only if it follows directly on the
 * cursor; anything else causes a pull.
 */
export class RealtimeManager {
  readonly #channels = new Map<string, Channel>();

  constructor(private readonly context: LeaderContext) {}

  /** Whether every channel is joined. */
  joined(): boolean {
    return this.#channels.size > 0 && [...this.#channels.values()].every((channel) => channel.status === 'joined');
  }

  /** Opens and leaves channels to match the scopes and topics in memory. */
  follow(): void {
    const { realtime } = this.context.options;
    if (!realtime) {
      this.context.facts({ socket: 'off' });
      return;
    }
    const { scopes } = this.context.memory;
    for (const [scope, channel] of this.#channels) if (scopes[scope]?.topic !== channel.topic) this.#leave(scope);
    for (const [scope, { topic }] of Object.entries(scopes))
      if (topic && !this.#channels.has(scope)) this.#open(scope, topic);
    this.#report();
  }

  stop(): void {
    for (const scope of [...this.#channels.keys()]) this.#leave(scope);
    this.context.options.realtime?.disconnect();
  }

  #open(scope: string, topic: string): void {
    const { realtime } = this.context.options;
    if (!realtime) return;
    let channel: Channel | null = null;
    let first: ChannelStatus = 'joining';
    const leave = realtime.open(topic, {
      onStatus: (status) => {
        first = status;
        if (channel) channel.status = status;
        // Messages sent before the join were missed.
        if (status === 'joined') {
          this.context.reachable();
          this.context.pull();
        }
        // Either the topic was renamed or the user lost the scope: the pull shows which.
        if (status === 'refused') this.context.pull();
        // The socket notices first that the server is gone; a failing pull then updates the connection state.
        if (status === 'closed') this.context.pull();
        this.#report();
      },
      onChanges: (message) => channel && this.#take(scope, channel, message),
      onHead: ({ seq }) => {
        if (seq > (this.context.memory.scopes[scope]?.cursor?.seq ?? 0)) this.context.pull();
      },
    });
    channel = { topic, leave, status: first, waiting: [], busy: false };
    this.#channels.set(scope, channel);
  }

  #leave(scope: string): void {
    this.#channels.get(scope)?.leave();
    this.#channels.delete(scope);
  }

  #take(scope: string, channel: Channel, message: ChangesMessage): void {
    if (message.scope !== scope) return;
    const cursor = this.context.memory.scopes[scope]?.cursor;
    if (cursor && cursor.epoch !== message.epoch) {
      this.#announced(scope, message.changes, 'other-log');
      this.context.pull();
      return;
    }
    channel.waiting.push(...message.changes);
    if (!channel.busy) void this.#drain(scope, channel);
  }

  /** One commit for all changes that arrived meanwhile: a burst of messages costs few transactions. */
  async #drain(scope: string, channel: Channel): Promise<void> {
    channel.busy = true;
    let changes: readonly Change[] = [];
    try {
      while (channel.waiting.length > 0 && !this.context.signal.aborted) {
        changes = channel.waiting.sort((a, b) => a.seq - b.seq);
        channel.waiting = [];
        const upTo = changes.at(-1)?.seq ?? 0;
        const outcome = await applyChanges(this.context, scope, changes, { upTo, topic: null, live: true });
        this.#announced(scope, changes, outcome);
        if (outcome === 'gap') this.context.pull();
      }
    } catch {
      // The commit has already reported the failure; the pull brings these changes again.
      this.#announced(scope, changes, 'failed');
      this.context.pull();
    } finally {
      channel.busy = false;
    }
  }

  #announced(scope: string, changes: readonly Change[], outcome: AnnouncementOutcome): void {
    this.context.options.observer?.announced(scope, changes, outcome);
  }

  #report(): void {
    const statuses = [...this.#channels.values()].map((channel) => channel.status);
    const socket = this.joined()
      ? 'joined'
      : statuses.some((s) => s === 'closed' || s === 'refused')
        ? 'down'
        : 'joining';
    this.context.facts({ socket });
  }
}
