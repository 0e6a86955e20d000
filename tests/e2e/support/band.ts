import type { Session, SupabaseClient } from '@supabase/supabase-js';
import { expect, inject } from 'vitest';
import { caller } from './api.ts';
import type { Device, Person } from './device.ts';
import { somebody } from './device.ts';
import type { DeviceOptions, OpenDevice } from './test.ts';

export interface Two {
  readonly alice: Device;
  readonly bob: Device;
  readonly alicePerson: Person;
  readonly bobPerson: Person;
}

/** Signs a person up over the API, with their client. Only some tests sign up and join on screen. */
async function account(url: string, name: string) {
  const person = somebody(name);
  const client = caller(url);
  const { data, error } = await client.auth.signUp({
    email: person.email,
    password: person.password,
    options: { data: { name } },
  });
  expect(error).toBeNull();
  if (data.session === null) throw new Error('Signing up returned no session');
  const call = async (action: string, request: Readonly<Record<string, unknown>>) => {
    const answer = await client.rpc(action, { request });
    expect(answer.error).toBeNull();
    return answer.data as Readonly<Record<string, string>>;
  };
  return { person, client, session: data.session, call };
}

/** The local storage of somebody who has signed in and, with `band`, chosen a band. */
function signedIn(session: Session, person: Person, band?: string): DeviceOptions {
  const identity = { userId: session.user.id, email: person.email, name: person.name };
  return {
    remembers: {
      'rockon-session': JSON.stringify(session),
      'rockon.identity': JSON.stringify(identity),
      ...(band !== undefined && { 'rockon.band': band }),
    },
  };
}

async function atSongs(device: Device, { settings }: DeviceOptions): Promise<void> {
  await device.page.goto('/songs');
  await device.button('Add song').waitFor();
  await device.connection(settings?.VITE_ENABLE_REALTIME === 'false' ? 'polling' : 'connected').waitFor();
}

/** Alice has created a band and Bob has joined it; both have its songs open. */
export async function twoInABand(device: OpenDevice, options: DeviceOptions = {}): Promise<Two> {
  const url = options.url ?? inject('serverUrl');
  const [a, b] = await Promise.all([account(url, 'Alice'), account(url, 'Bob')]);
  const { id: band = '' } = await a.call('create_band', { name: 'The Quiet Ones' });
  const { code } = await a.call('create_invite', { band, role: 'member' });
  await b.call('join_band', { code });
  const [alice, bob] = await Promise.all([
    device('alice', { ...options, ...signedIn(a.session, a.person, band) }),
    device('bob', { ...options, ...signedIn(b.session, b.person, band) }),
  ]);
  await Promise.all([atSongs(alice, options), atSongs(bob, options)]);
  return { alice, bob, alicePerson: a.person, bobPerson: b.person };
}

/** Somebody alone in their own band, with its songs open. */
export async function oneInABand(device: OpenDevice, options: DeviceOptions = {}): Promise<Device> {
  const url = options.url ?? inject('serverUrl');
  const { person, session, call } = await account(url, 'Ada');
  const { id: band = '' } = await call('create_band', { name: 'Alone' });
  const ada = await device('ada', { ...options, ...signedIn(session, person, band) });
  await atSongs(ada, options);
  return ada;
}

/** Vera, a viewer in somebody else's band; `fill` adds records before she opens it. */
export async function viewerInABand(
  device: OpenDevice,
  fill: (founder: SupabaseClient, band: string) => Promise<void>,
  options: DeviceOptions = {},
): Promise<Device> {
  const url = options.url ?? inject('serverUrl');
  const [a, v] = await Promise.all([account(url, 'Alice'), account(url, 'Vera')]);
  const { id: band = '' } = await a.call('create_band', { name: 'The Quiet Ones' });
  const { code } = await a.call('create_invite', { band, role: 'viewer' });
  await Promise.all([v.call('join_band', { code }), fill(a.client, band)]);
  return await device('vera', { ...options, ...signedIn(v.session, v.person, band) });
}

/** Somebody with an account and no band, at the first screen. */
export async function oneWithoutBand(device: OpenDevice, options: DeviceOptions = {}) {
  const url = options.url ?? inject('serverUrl');
  const { person, session } = await account(url, 'Ada');
  const ada = await device('ada', { ...options, ...signedIn(session, person) });
  await ada.page.goto('/');
  await ada.button('Create a band').waitFor();
  return { ada, person };
}

/** Like `twoInABand`, but on screen: signing up, creating, inviting, joining. */
export async function twoOnScreens(device: OpenDevice, options: DeviceOptions = {}): Promise<Two> {
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
