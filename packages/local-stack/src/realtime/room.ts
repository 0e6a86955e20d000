import { randomBytes } from 'node:crypto';
import { encodeText } from './frames.ts';
import { Presence, type PresenceDiff } from './presence.ts';

/** A joined channel, as its room sees it. */
export interface Member {
  /** Sends a broadcast frame to the client, if its policies allow reading broadcasts. */
  sendBroadcast(frame: Buffer): void;
  /** Sends a presence frame to the client, if it enabled presence and may read it. */
  sendPresence(frame: string): void;
}

/** The channels that joined one topic, and their presence. */
export class Room {
  /** With the `realtime:` prefix of the wire format. */
  readonly topic: string;
  readonly members = new Set<Member>();
  readonly presence = new Presence(() => randomBytes(8).toString('base64url'));

  constructor(topic: string) {
    this.topic = topic;
  }

  broadcast(frame: Buffer, except: Member | null): void {
    for (const member of this.members) if (member !== except) member.sendBroadcast(frame);
  }

  announce(diff: PresenceDiff | null): void {
    if (diff === null) return;
    const frame = encodeText(null, null, this.topic, 'presence_diff', diff);
    for (const member of this.members) member.sendPresence(frame);
  }
}

/** All rooms with at least one member. */
export class Rooms {
  readonly #rooms = new Map<string, Room>();

  enter(topic: string, member: Member): Room {
    const room = this.#rooms.get(topic) ?? new Room(topic);
    this.#rooms.set(topic, room);
    room.members.add(member);
    return room;
  }

  leave(room: Room, member: Member): void {
    room.members.delete(member);
    room.announce(room.presence.untrack(member));
    if (room.members.size === 0) this.#rooms.delete(room.topic);
  }

  get(topic: string): Room | undefined {
    return this.#rooms.get(topic);
  }

  get empty(): boolean {
    return this.#rooms.size === 0;
  }
}
