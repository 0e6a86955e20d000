import { describe, test } from 'vitest';
import { leaderLockContract } from './leader-lock-contract.ts';
import { MemoryLocks, MemoryTabs } from './memory-environment.ts';
import { tabChannelContract } from './tab-channel-contract.ts';

describe('memory as LeaderLock', () => {
  leaderLockContract((title, run) => {
    test(title, () => {
      const locks = new MemoryLocks();
      return run({ tab: () => locks.tab() });
    });
  });
});

describe('memory as TabChannel', () => {
  tabChannelContract((title, run) => {
    test(title, () => {
      const tabs = new MemoryTabs();
      return run({ tab: () => tabs.join() });
    });
  });
});
