import 'fake-indexeddb/auto';
import { describe, test } from 'vitest';
import type { LocalRepository } from '../../ports/local-repository.ts';
import { localRepositoryContract } from '../../testing/local-repository-contract.ts';
import { createDexieRepository } from './dexie-repository.ts';

describe('Dexie (fake-indexeddb) as LocalRepository', () => {
  localRepositoryContract((title, run) => {
    test(title, async () => {
      const opened: LocalRepository[] = [];
      const name = crypto.randomUUID();
      const open = () => {
        const repository = createDexieRepository({ name });
        opened.push(repository);
        return repository;
      };
      try {
        await run({ open });
      } finally {
        await Promise.all(opened.map((repository) => repository.close()));
      }
    });
  });
});
