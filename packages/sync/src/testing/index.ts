export { MemoryConnectivity, MemoryLocks, MemoryTabs } from './memory-environment.ts';
export { MemoryDisk, MemoryLocalRepository } from './memory-local-repository.ts';
export { ModelRealtime, ModelRemote, type NetworkFault } from './model-remote.ts';
export { ModelServer } from './model-server.ts';
export { seededIds, seededRandom } from './seeded-random.ts';
export { VirtualClock } from './virtual-clock.ts';
