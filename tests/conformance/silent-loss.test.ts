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

/** A socket that stays open and answers heartbeats, and can be switched to drop announcements. */
function leaky() {
  const state = { on: false, swallowed: 0 };
  class Leaky extends WebSocket {
    override emit(event: string | symbol, ...told: unknown[]): boolean {
      // Announcements are the binary frames of the protocol.
      if (!state.on || event !== 'message' || told[1] !== true) return super.emit(event, ...told);
      state.swallowed += 1;
      return false;
    }
  }
  return { state, Leaky };
}

test('[R3] an announcement that is lost without a trace is made up for by asking, and asking for nothing stays cheap', async () => {
  const { state, Leaky } = leaky();
  const asked: string[] = [];
  const send: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (String(input).endsWith('/rpc/sync_pull')) asked.push(await answer.clone().text());
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
  asked.length = 0;
  const songs = reader.engine.query({ scope: band, table: 'songs' });
  await author.engine.repository.insert(band, 'songs', { title: 'Silent' });
  await author.settled();
  await reader.until('the song', () => songs.get().rows.length === 1, [songs]);
  expect(state.swallowed, 'it was announced').toBe(1);
  expect(reader.engine.connection.get().kind, 'and nothing seemed wrong').toBe('connected');

  // What an idle device hears when it asks: where both scopes stand, and no content.
  const before = asked.length;
  const { lastSyncAt } = reader.engine.connection.get();
  await reader.until('the next question', () => reader.engine.connection.get().lastSyncAt !== lastSyncAt);
  const nothing = asked[before] ?? '';
  expect(nothing).not.toContain('Silent');
  expect(nothing.length).toBeLessThan(1_200);
});
