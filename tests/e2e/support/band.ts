import type { Device, Person } from './device.ts';
import { somebody } from './device.ts';
import type { DeviceOptions, OpenDevice } from './test.ts';

export interface Two {
  readonly alice: Device;
  readonly bob: Device;
  readonly alicePerson: Person;
  readonly bobPerson: Person;
}

/** Alice has founded a band, Bob has joined it by invite; both look at its songs. */
export async function twoInABand(device: OpenDevice, options?: DeviceOptions): Promise<Two> {
  const [alice, bob] = await Promise.all([device('alice', options), device('bob', options)]);
  const [alicePerson, bobPerson] = [somebody('Alice'), somebody('Bob')];
  await Promise.all([alice.signUp(alicePerson), bob.signUp(bobPerson)]);
  await alice.createBand('The Quiet Ones');
  const code = await alice.invite();
  await bob.join(code);
  await Promise.all([alice.openSongs(), bob.openSongs()]);
  await Promise.all([alice.connection('connected').waitFor(), bob.connection('connected').waitFor()]);
  return { alice, bob, alicePerson, bobPerson };
}
