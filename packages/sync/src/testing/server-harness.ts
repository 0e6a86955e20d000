import type { Realtime } from '../ports/realtime.ts';
import type { RemoteRepository } from '../ports/remote-repository.ts';
import type { Cursor, PullResponse, ScopePull } from '../protocol/pull.ts';
import type { Mutation, PathValues } from '../protocol/push.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import { assert } from './contract.ts';

/** A server with users, for the contracts of the ports that call one. */
export interface ServerHarness {
  /** A new user, signed in on a new device. */
  person(): Promise<Person>;
  /** A new scope of exactly these users, with the table `songs` (text `title`, number `durationSeconds`). */
  scope(members: readonly [Person, ...Person[]]): Promise<string>;
}

export interface Person {
  readonly userId: string;
  readonly remote: RemoteRepository;
  readonly realtime: Realtime;
}

export const SONGS = 'songs';
export const patience = (): AbortSignal => new AbortController().signal;

/** A device: a client id and its rising mutation ids. */
export class Device {
  readonly client = crypto.randomUUID();
  #next = 1;

  constructor(readonly person: Person) {}

  insert(scope: string, set: PathValues, record: string = crypto.randomUUID()): Mutation {
    return { id: this.#next++, scope, table: SONGS, record, op: 'insert', base: null, set, was: {} };
  }

  update(scope: string, record: string, base: number, set: PathValues, was: PathValues): Mutation {
    return { id: this.#next++, scope, table: SONGS, record, op: 'update', base, set, was };
  }

  push(mutations: readonly Mutation[], protocol = PROTOCOL_VERSION) {
    const request = { protocol, client: this.client, acked: 0, mutations: [...mutations] };
    return this.person.remote.push(request, patience());
  }
}

export async function pullScope(person: Person, scope: string, cursor: Cursor | null, limit = 100): Promise<ScopePull> {
  const answer: PullResponse = await person.remote.pull(
    { protocol: PROTOCOL_VERSION, cursors: { [scope]: cursor }, limit },
    patience(),
  );
  const pull = answer.scopes[scope];
  assert(pull, 'the response has the requested scope');
  return pull;
}

/** The current head of a scope's log. */
export async function cursorOf(person: Person, scope: string): Promise<Cursor> {
  const { head, epoch } = await pullScope(person, scope, null);
  return { seq: head, epoch };
}
