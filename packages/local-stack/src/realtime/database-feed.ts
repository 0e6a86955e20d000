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

/**
 * Brings `realtime.send` of committed transactions to the rooms. The database announces ids at commit, in the order of
 * commits; rows are fetched in that order, one batch at a time, so nobody ever hears two commits the wrong way round.
 */
export class DatabaseFeed {
  readonly #pool: pg.Pool;
  readonly #rooms: Rooms;
  readonly #log: (line: string) => void;
  #waiting: string[] = [];
  #draining = false;

  constructor(pool: pg.Pool, rooms: Rooms, log: (line: string) => void) {
    this.#pool = pool;
    this.#rooms = rooms;
    this.#log = log;
  }

  /** `resumed` hears that the feed may have missed something and is whole again. */
  listen(listener: DatabaseListener, resumed: () => void): void {
    listener.on(
      'realtime_messages',
      (id) => {
        if (this.#rooms.empty) return;
        this.#waiting.push(id);
        if (!this.#draining) void this.#drain();
      },
      resumed,
    );
  }

  async #drain(): Promise<void> {
    this.#draining = true;
    while (this.#waiting.length > 0) {
      const ids = this.#waiting.splice(0, BATCH);
      try {
        for (const row of await this.#fetch(ids)) this.#deliver(row);
      } catch (error) {
        // At most once, as on a hosted project: clients find the gap by themselves.
        this.#log(`${ids.length} broadcasts were lost: ${error instanceof Error ? error.message : 'unknown'}`);
      }
    }
    this.#draining = false;
  }

  async #fetch(ids: readonly string[]): Promise<readonly MessageRow[]> {
    const { rows } = await this.#pool.query<MessageRow>({
      name: 'announced messages',
      text: `select id, topic, event, payload::text as payload, binary_payload
             from realtime.messages where id = any($1) and private`,
      values: [ids],
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []);
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
