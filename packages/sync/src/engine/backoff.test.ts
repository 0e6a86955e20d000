import { describe, expect, it } from 'vitest';
import { BACKOFF_MAX_MS } from '../core/retry.ts';
import { type NetworkFault, THROTTLED_MS } from '../testing/model-remote.ts';
import { type TestDevice, TestHarness } from '../testing/test-harness.ts';

const MINUTE = 60_000;
type Call = 'push' | 'pull';

const count = (device: TestDevice, call: Call): number =>
  device.remote.calls.filter(({ name }) => name === call).length;

/** A device in use, while another member changes something every minute. */
async function inUse() {
  const world = new TestHarness();
  const [device, other] = [world.device('mia'), world.device('sam')];
  const [engine, others] = await Promise.all([device.open(), other.open()]);
  await world.run(MINUTE);
  device.remote.calls.length = 0;
  const minutes = async (amount: number) => {
    for (let minute = 0; minute < amount; minute++) {
      await others.repository.insert('band', 'songs', { title: `Theirs ${minute}` });
      await world.run(MINUTE);
    }
  };
  return { world, device, engine, minutes };
}

async function usualPulls(): Promise<number> {
  const { device, minutes } = await inUse();
  await minutes(10);
  return count(device, 'pull');
}

const failing = (call: Call, fault: NetworkFault) => (name: string) => (name === call ? fault : 'none');

describe('backoff of each kind of call', () => {
  for (const fault of ['busy', 'request-lost', 'throttled'] as const) {
    it(`[F5] ten minutes of failing pushes (${fault}) are at most 40 requests; pulls continue`, async () => {
      const { device, engine, minutes } = await inUse();
      device.remote.fault = failing('push', fault);
      await engine.repository.insert('band', 'songs', { title: 'Mine' });
      await minutes(10);
      expect(count(device, 'push')).toBeLessThanOrEqual(40);
      expect(count(device, 'push')).toBeGreaterThan(10);
      expect(count(device, 'pull')).toBeLessThanOrEqual(1.3 * (await usualPulls()));
      expect(engine.connection.get().kind).toBe('connected');
      expect(engine.connection.get().reason).not.toBeNull();
    });

    it(`[F5] ten minutes of failing pulls (${fault}) are at most 40 requests; a push is sent at once`, async () => {
      const { world, device, engine, minutes } = await inUse();
      device.remote.fault = failing('pull', fault);
      await minutes(9);
      await engine.repository.insert('band', 'songs', { title: 'Mine' });
      await world.run(100);
      expect(count(device, 'push')).toBe(1);
      await minutes(1);
      expect(count(device, 'pull')).toBeLessThanOrEqual(40);
      expect(count(device, 'push')).toBe(1);
    });
  }

  it('[F5] a push with a lost response is settled by the next pull, not by a repeat', async () => {
    const { device, engine, minutes } = await inUse();
    device.remote.fault = failing('push', 'response-lost');
    await engine.repository.insert('band', 'songs', { title: 'Mine' });
    await minutes(1);
    expect(count(device, 'push')).toBe(1);
    expect(engine.connection.get()).toMatchObject({ kind: 'connected', reason: null, pending: 0 });
  });

  it('[F2] Retry-After limits its kind of call, whatever else succeeds; Sync now overrides it once', async () => {
    const { world, device, engine } = await inUse();
    device.remote.fault = failing('push', 'throttled');
    await engine.repository.insert('band', 'songs', { title: 'Mine' });
    await world.run(THROTTLED_MS - 1_000);
    for (const socket of device.sockets) {
      socket.set(false);
      socket.set(true);
    }
    device.connectivity.set('visible');
    await world.run(500);
    expect(count(device, 'push')).toBe(1);
    expect(engine.connection.get().retryAt).toBeGreaterThan(world.clock.now());
    const asked = engine.sync();
    await world.run(100);
    await asked;
    expect(count(device, 'push')).toBe(2);
    await world.run(THROTTLED_MS - 1_000);
    expect(count(device, 'push')).toBe(2);
  });

  it('[F5] a network that comes back is used within five seconds of the first sign of it', async () => {
    const { world, device, engine } = await inUse();
    device.remote.fault = () => 'request-lost';
    for (const socket of device.sockets) socket.set(false);
    await engine.repository.insert('band', 'songs', { title: 'Mine' });
    await world.run(5 * MINUTE);
    expect(engine.connection.get().kind).toBe('offline');
    device.remote.fault = () => 'none';
    for (const socket of device.sockets) socket.set(true);
    await world.run(5_000);
    expect(engine.connection.get()).toMatchObject({ kind: 'connected', reason: null, pending: 0 });
  });

  it('[F5] recovered pushes are noticed within one pause without a hint', async () => {
    const { world, device, engine, minutes } = await inUse();
    device.remote.fault = failing('push', 'busy');
    await engine.repository.insert('band', 'songs', { title: 'Mine' });
    await minutes(10);
    device.remote.fault = () => 'none';
    await world.run(BACKOFF_MAX_MS);
    expect(engine.connection.get()).toMatchObject({ kind: 'connected', reason: null, pending: 0 });
  });

  it('[F5] a socket that is cut after each join does not cause a storm of failing pushes', async () => {
    const { world, device, engine } = await inUse();
    device.remote.fault = failing('push', 'busy');
    await engine.repository.insert('band', 'songs', { title: 'Mine' });
    for (let second = 0; second < 60; second++) {
      for (const socket of device.sockets) {
        socket.set(false);
        socket.set(true);
      }
      await world.run(1_000);
    }
    expect(count(device, 'push')).toBeLessThanOrEqual(20);
  });
});
