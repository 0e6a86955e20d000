import { describe, expect, it } from 'vitest';
import { findUnstorableValue } from './storable.ts';

describe('values that can be stored', () => {
  it('[W5] the path of a value that Postgres cannot store is named', () => {
    expect(
      findUnstorableValue({ title: 'Jolene 🎸', tags: ['a'], bpm: 110, notes: null, links: [{ url: 'x' }] }),
    ).toBeNull();
    expect(findUnstorableValue({ key: 'G', title: 'a\u0000b' })).toBe('title');
    expect(findUnstorableValue({ title: '🎸'.slice(0, 1) })).toBe('title');
    expect(findUnstorableValue({ tags: ['fine', '🎸'.slice(1)] })).toBe('tags');
    expect(findUnstorableValue({ items: { 'a\u0000': {} } })).toBe('items');
    expect(findUnstorableValue({ bpm: Number.NaN })).toBe('bpm');
  });
});
