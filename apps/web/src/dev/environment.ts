import type { Connectivity } from '@rockon/sync';
import { browserEnvironment, type Environment } from '../session/environment.ts';
import { faults } from './faults.ts';
import { faultyFetch } from './faulty-fetch.ts';
import { FaultySocket } from './faulty-socket.ts';

const { clock, connectivity } = browserEnvironment;

const disturbedConnectivity: Connectivity = {
  online: () => connectivity.online() && !faults.get().offline,
  visible: connectivity.visible,
  subscribe(listener) {
    let offline = faults.get().offline;
    const stop = faults.subscribe(() => {
      if (offline === faults.get().offline) return;
      offline = faults.get().offline;
      listener(offline ? 'offline' : 'online');
    });
    const end = connectivity.subscribe(listener);
    return () => {
      stop();
      end();
    };
  },
};

/** The world as the engine sees it in development: the real one, as long as no simulator is on. */
export const devSurroundings: Environment = {
  fetch: faultyFetch,
  WebSocket: FaultySocket,
  clock: { now: () => clock.now() + faults.get().clockMs, after: (ms, callback) => clock.after(ms, callback) },
  connectivity: disturbedConnectivity,
  logBodies: true,
};
