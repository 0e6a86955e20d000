import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { RealDevice } from '../support/real-device.ts';
import { type Project, startProject } from './support/project.ts';

let project: Project;
const devices: RealDevice[] = [];

beforeAll(async () => {
  project = await startProject();
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
});
afterAll(() => project.stop());

/** A socket that stays open and answers heartbeats, but can drop broadcasts. */
function leaky() {
  const state = { on: false, swallowed: 0 };
  class Leaky extends WebSocket {
    override emit(event: string | symbol, ...args: unknown[]): boolean {
      // Broadcasts are the protocol's binary frames.
      if (!state.on || event !== 'message' || args[1] !== true) return super.emit(event, ...args);
      state.swallowed += 1;
      return false;
    }
  }
  return { state, Leaky };
}

test('[R3] polling recovers a silently lost broadcast, and an empty poll is small', async () => {
  const { state, Leaky } = leaky();
  const polls: string[] = [];
  const send: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (String(input).endsWith('/rpc/sync_pull')) polls.push(await answer.clone().text());
    return answer;
  };
  const haste = 10;
  const author = new RealDevice({ url: project.stack.url });
  const reader = new RealDevice({ url: project.stack.url, WebSocket: Leaky, fetch: send, haste });
  devices.push(author, reader);
  await (await author.signUp('Mia')).open();
  await (await reader.signUp('Sam')).open();
  const band = await author.createBand('The Leaky');
  await reader.join(await author.invite(band));
  await reader.until('live updates', () => reader.engine.connection.get().kind === 'connected');
  await reader.engine.sync();

  state.on = true;
  polls.length = 0;
  const songs = reader.engine.query({ scope: band, table: 'songs' });
  await author.engine.repository.insert(band, 'songs', { title: 'Silent' });
  await author.settled();
  await reader.until('the song', () => songs.get().rows.length === 1, [songs]);
  expect(state.swallowed, 'it was broadcast').toBe(1);
  expect(reader.engine.connection.get().kind, 'and the connection looked fine').toBe('connected');

  // An idle device's poll returns the cursors of both scopes and no content.
  const before = polls.length;
  const { lastSyncAt } = reader.engine.connection.get();
  await reader.until('the next poll', () => reader.engine.connection.get().lastSyncAt !== lastSyncAt);
  const empty = polls[before] ?? '';
  expect(empty).not.toContain('Silent');
  expect(empty.length).toBeLessThan(1_200);
});
