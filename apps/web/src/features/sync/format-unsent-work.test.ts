import { describe, expect, it } from 'vitest';
import { workInWords } from './format-unsent-work.ts';

describe('what waits to be saved', () => {
  it('is told by noun, deed and fields', () => {
    expect(workInWords({ table: 'songs', op: 'insert', set: { title: 'Creep' } })).toBe('Song, added');
    expect(workInWords({ table: 'songs', op: 'update', set: { key: 'G' } })).toBe('Song, changed key');
    expect(workInWords({ table: 'songs', op: 'update', set: { key: 'G', bpm: 92, durationSeconds: 238 } })).toBe(
      'Song, changed key, BPM and duration',
    );
    expect(workInWords({ table: 'shows', op: 'delete', set: {} })).toBe('Show, deleted');
    expect(workInWords({ table: 'practices', op: 'restore', set: {} })).toBe('Practice, restored');
  });

  it('names what happens to several items of a set once, and counts many fields', () => {
    const items = { 'items/a': null, 'items/b': null, 'items/c/order': 'V' };
    expect(workInWords({ table: 'setlists', op: 'update', set: items })).toBe('Setlist, changed item and item order');
    const many = { title: 'a', artist: 'b', key: 'G', bpm: 1, notes: 'c' };
    expect(workInWords({ table: 'songs', op: 'update', set: many })).toBe('Song, changed 5 fields');
  });

  it('knows an answer to "Two versions"', () => {
    const set = { open: false, resolution: 'mine' };
    expect(workInWords({ table: 'conflicts', op: 'update', set })).toBe('Which one you kept');
  });
});
