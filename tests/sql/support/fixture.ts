import { inject } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { Device, Session } from '../../support/sql-session.ts';

/** A database of its own with a band in it: everybody that a test of rights needs. */
export interface Fixture {
  readonly database: TestDatabase;
  readonly session: Session;
  readonly band: string;
  readonly owner: string;
  readonly admin: string;
  readonly member: string;
  readonly viewer: string;
  /** Was a member of the band, and was removed. */
  readonly removed: string;
  /** Owner of another band. */
  readonly stranger: string;
  readonly otherBand: string;
  device(person: string, scope?: string): Device;
  /** Another connection, for tests of what happens at the same time. */
  connect(): Promise<Session>;
  close(): Promise<void>;
}

export async function bandFixture(): Promise<Fixture> {
  const database = await createTestDatabase(inject('postgresAdminUrl'));
  const session = await Session.open(database.adminUrl);
  const others: Session[] = [];
  const [owner, admin, member, viewer, removed, stranger] = [
    await session.signUp('Olga'),
    await session.signUp('Adam'),
    await session.signUp('Mia'),
    await session.signUp('Vic'),
    await session.signUp('Rem'),
    await session.signUp('Sten'),
  ];
  const band = await session.band(owner, 'The Tests');
  await session.join(band, owner, admin, 'admin');
  await session.join(band, owner, member, 'member');
  await session.join(band, owner, viewer, 'viewer');
  await session.join(band, owner, removed, 'member');
  await session.rpc(owner, 'remove_member', { band, user: removed });
  return {
    database,
    session,
    band,
    owner,
    admin,
    member,
    viewer,
    removed,
    stranger,
    otherBand: await session.band(stranger, 'The Others'),
    device: (person, scope = band) => new Device(session, person, scope),
    connect: async () => {
      const other = await Session.open(database.adminUrl);
      others.push(other);
      return other;
    },
    close: async () => {
      await Promise.all([session, ...others].map((each) => each.close()));
      await database.drop();
    },
  };
}
