import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { deriveId } from './derived-id.ts';

const bytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex');
const digest = (first: string, second: string) =>
  createHash('sha256')
    .update(Buffer.concat([bytes(first), bytes(second)]))
    .digest('hex')
    .slice(0, 32);

describe('deriveId', () => {
  test('is half the SHA-256 of both ids, as in the database', () => {
    for (let time = 0; time < 500; time += 1) {
      const [first, second] = [randomUUID(), randomUUID()];
      const id = deriveId(first, second);
      expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(id.replaceAll('-', '')).toBe(digest(first, second));
    }
  });

  test('ignores the spelling of the ids, but not their order', () => {
    const [first, second] = [randomUUID(), randomUUID()];
    expect(deriveId(first.toUpperCase(), second)).toBe(deriveId(first, second));
    expect(deriveId(second, first)).not.toBe(deriveId(first, second));
  });
});
