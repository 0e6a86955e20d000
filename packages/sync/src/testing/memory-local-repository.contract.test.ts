import { describe, test } from 'vitest';
import { localRepositoryContract } from './local-repository-contract.ts';
import { MemoryDisk, MemoryLocalRepository } from './memory-local-repository.ts';

describe('memory as LocalRepository', () => {
  localRepositoryContract((title, run) => {
    test(title, () => {
      const disk = new MemoryDisk(crypto.randomUUID());
      return run({ open: () => new MemoryLocalRepository(disk) });
    });
  });
});
