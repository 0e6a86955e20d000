import 'fake-indexeddb/auto';
import { describe, test } from 'vitest';
import { localRepositoryContract } from '../../testing/local-repository-contract.ts';
import { createDexieRepository } from './dexie-repository.ts';

describe('Dexie keeps the contract of LocalRepository', () => {
  for (const { title, run } of localRepositoryContract) {
    test(title, async () => {
      const opened: ReturnType<typeof createDexieRepository>[] = [];
      const userId = crypto.randomUUID();
      try {
        await run({
          open: () => {
            const repository = createDexieRepository({ userId });
            opened.push(repository);
            return repository;
          },
        });
      } finally {
        await Promise.all(opened.map((repository) => repository.close()));
      }
    });
  }
});
