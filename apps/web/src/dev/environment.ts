import type { Connectivity } from '@rockon/sync';
import { browserEnvironment, type Environment } from '../session/environment.ts';
import { faults } from './faults.ts';
import { faultyFetch } from './faulty-fetch.ts';
import { FaultySocket } from './faulty-socket.ts';

const { clock, connectivity } = browserEnvironment;

const simulatedConnectivity: Connectivity = {
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

/** The engine's environment in development: the browser's own, as long as no fault is simulated. */
export const devEnvironment: Environment = {
  fetch: faultyFetch,
  WebSocket: FaultySocket,
  clock: { now: () => clock.now() + faults.get().clockMs, after: (ms, callback) => clock.after(ms, callback) },
  connectivity: simulatedConnectivity,
  logBodies: true,
};
