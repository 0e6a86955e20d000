import { describe, expect, it } from 'vitest';
import { firstUnstorable } from './storable.ts';

describe('what can be stored', () => {
  it('[W5] names the path of a value that no database can hold', () => {
    expect(
      firstUnstorable({ title: 'Jolene 🎸', tags: ['a'], bpm: 110, notes: null, links: [{ url: 'x' }] }),
    ).toBeNull();
    expect(firstUnstorable({ key: 'G', title: 'a\u0000b' })).toBe('title');
    expect(firstUnstorable({ title: '🎸'.slice(0, 1) })).toBe('title');
    expect(firstUnstorable({ tags: ['fine', '🎸'.slice(1)] })).toBe('tags');
    expect(firstUnstorable({ items: { 'a\u0000': {} } })).toBe('items');
    expect(firstUnstorable({ bpm: Number.NaN })).toBe('bpm');
  });
});
