import { randomBytes } from 'node:crypto';
import { encodeText } from './frames.ts';
import { Presence, type PresenceDiff } from './presence.ts';

/** What a room needs of a joined channel. */
export interface Member {
  /** Receives a frame of everybody's broadcasts, if it may hear them. */
  hearBroadcast(frame: Buffer): void;
  /** Receives a presence frame, if it asked for presence and may see it. */
  hearPresence(frame: string): void;
}

/** Everybody who joined one topic, and who of them is present. */
export class Room {
  /** With the `realtime:` prefix, as on the wire. */
  readonly topic: string;
  readonly members = new Set<Member>();
  readonly presence = new Presence(() => randomBytes(8).toString('base64url'));

  constructor(topic: string) {
    this.topic = topic;
  }

  broadcast(frame: Buffer, except: Member | null): void {
    for (const member of this.members) if (member !== except) member.hearBroadcast(frame);
  }

  announce(diff: PresenceDiff | null): void {
    if (diff === null) return;
    const frame = encodeText(null, null, this.topic, 'presence_diff', diff);
    for (const member of this.members) member.hearPresence(frame);
  }
}

/** The rooms that somebody is in. */
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
