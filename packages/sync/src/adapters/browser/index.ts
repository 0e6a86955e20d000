export { browserClock } from './clock.ts';
export { browserConnectivity } from './connectivity.ts';
export { browserIds } from './ids.ts';
export { createLeaderLock } from './leader-lock.ts';
export { createTabChannel } from './tab-channel.ts';
