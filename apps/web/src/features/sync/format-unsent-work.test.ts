import { describe, expect, it } from 'vitest';
import { workInWords } from './format-unsent-work.ts';

describe('changes that wait to be saved', () => {
  it('names the action and the fields', () => {
    expect(workInWords({ table: 'songs', op: 'insert', set: { title: 'Creep' } })).toBe('Added song');
    expect(workInWords({ table: 'songs', op: 'update', set: { key: 'G' } })).toBe('Changed key');
    expect(workInWords({ table: 'songs', op: 'update', set: { key: 'G', bpm: 92, durationSeconds: 238 } })).toBe(
      'Changed key, BPM, and duration',
    );
    expect(workInWords({ table: 'shows', op: 'delete', set: {} })).toBe('Deleted show');
    expect(workInWords({ table: 'practices', op: 'restore', set: {} })).toBe('Restored practice');
  });

  it('names what happens to several items of a set once, and counts many fields', () => {
    const items = { 'items/a': null, 'items/b': null, 'items/c/order': 'V' };
    expect(workInWords({ table: 'setlists', op: 'update', set: items })).toBe('Changed item and item order');
    const many = { title: 'a', artist: 'b', key: 'G', bpm: 1, notes: 'c' };
    expect(workInWords({ table: 'songs', op: 'update', set: many })).toBe('Changed 5 fields');
  });

  it('knows an answer to "Two versions"', () => {
    const set = { open: false, resolution: 'mine' };
    expect(workInWords({ table: 'conflicts', op: 'update', set })).toBe('Which version you kept');
  });
});
