import type pg from 'pg';
import type { DatabaseListener } from '../database/listener.ts';
import { encodeBroadcast } from './frames.ts';
import type { Rooms } from './room.ts';

interface MessageRow {
  id: string;
  topic: string;
  event: string | null;
  payload: string | null;
  binary_payload: Buffer | null;
}

const BATCH = 200;
const NOTHING: ReadonlyMap<string, MessageRow> = new Map();

/**
 * Delivers `realtime.send` of committed transactions to the rooms. The database notifies in commit order: small messages
 * completely, larger ones by id. Those are fetched one batch at a time while later notifications wait, so that every
 * client receives commits in order.
 */
export class DatabaseFeed {
  readonly #pool: pg.Pool;
  readonly #rooms: Rooms;
  readonly #log: (line: string) => void;
  #waiting: (string | MessageRow)[] = [];
  #draining = false;

  constructor(pool: pg.Pool, rooms: Rooms, log: (line: string) => void) {
    this.#pool = pool;
    this.#rooms = rooms;
    this.#log = log;
  }

  /** `resumed` is called after a reconnect, when the feed may have missed messages. */
  listen(listener: DatabaseListener, resumed: () => void): void {
    listener.on(
      'realtime_messages',
      (notification) => {
        if (this.#rooms.empty) return;
        const message = parseNotification(notification);
        this.#waiting.push(message ?? notification);
        // Runs synchronously up to the first message that has to be fetched.
        if (!this.#draining) void this.#drain();
      },
      resumed,
    );
  }

  async #drain(): Promise<void> {
    this.#draining = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH);
      const ids = batch.filter((each) => typeof each === 'string');
      try {
        const fetched = ids.length > 0 ? await this.#fetch(ids) : NOTHING;
        for (const each of batch) {
          const message = typeof each === 'string' ? fetched.get(each) : each;
          if (message) this.#deliver(message);
        }
      } catch (error) {
        // Delivery is at most once, as on a hosted project; clients detect the gap and pull.
        this.#log(`${batch.length} broadcasts were lost: ${error instanceof Error ? error.message : 'unknown'}`);
      }
    }
    this.#draining = false;
  }

  async #fetch(ids: readonly string[]): Promise<ReadonlyMap<string, MessageRow>> {
    const { rows } = await this.#pool.query<MessageRow>({
      name: 'announced messages',
      text: `select id, topic, event, payload::text as payload, binary_payload
             from realtime.messages where id = any($1) and private`,
      values: [ids],
    });
    return new Map(rows.map((row) => [row.id, row]));
  }

  #deliver(row: MessageRow): void {
    const room = this.#rooms.get(`realtime:${row.topic}`);
    if (room === undefined || row.event === null) return;
    const binary = row.binary_payload !== null;
    const payload = row.binary_payload ?? (row.payload === null ? null : Buffer.from(row.payload));
    if (payload === null) return;
    const frame = encodeBroadcast(room.topic, row.event, binary ? 0 : 1, payload, JSON.stringify({ id: row.id }));
    if (frame !== null) room.broadcast(frame, null);
  }
}

/** Parses a notification of the lines `id`, `topic`, `event` and `payload`; null if it holds an id only. */
function parseNotification(notification: string): MessageRow | null {
  const [id, topic, event, ...payload] = notification.split('\n');
  if (id === undefined || topic === undefined || event === undefined) return null;
  return { id, topic, event, payload: payload.join('\n'), binary_payload: null };
}
