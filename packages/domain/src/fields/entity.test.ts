import { describe, expect, it } from 'vitest';
import { song } from '../song.ts';
import { changedValues, type Draft, draftOf, emptyDraft, parseDraft } from './entity.ts';

const NEW = emptyDraft(song);
const errorsOf = (draft: Partial<Draft<typeof song>>) => {
  const parsed = parseDraft(song, { ...NEW, title: 'Creep', ...draft });
  return parsed.ok ? {} : parsed.errors;
};

describe('the song form', () => {
  it('requires only a title, and keeps the rest unknown', () => {
    expect(parseDraft(song, { ...NEW, title: '  Creep ' })).toEqual({
      ok: true,
      values: {
        title: 'Creep',
        artist: null,
        album: null,
        key: null,
        bpm: null,
        durationSeconds: null,
        tuning: null,
        difficulty: null,
        status: null,
        tags: [],
        links: [],
        notes: null,
      },
    });
  });

  it.each([
    [{ title: '   ' }, { title: 'Title is required' }],
    [{ title: 'x'.repeat(201) }, { title: 'Title can have at most 200 characters' }],
    [{ notes: 'x'.repeat(10_001) }, { notes: 'Notes can have at most 10,000 characters' }],
    [{ bpm: '0' }, { bpm: 'BPM must be a whole number from 1 to 999' }],
    [{ bpm: 'abc' }, { bpm: 'BPM must be a whole number from 1 to 999' }],
    [{ bpm: '120.5' }, { bpm: 'BPM must be a whole number from 1 to 999' }],
    [{ bpm: '1000' }, { bpm: 'BPM must be a whole number from 1 to 999' }],
    [
      { durationSeconds: '3:75' },
      { durationSeconds: 'Duration must be minutes and seconds, like 3:45, up to 10 hours' },
    ],
    [
      { durationSeconds: '0:00' },
      { durationSeconds: 'Duration must be minutes and seconds, like 3:45, up to 10 hours' },
    ],
    [{ difficulty: '6' }, { difficulty: 'Difficulty must be a whole number from 1 to 5' }],
    [{ status: 'maybe' }, { status: 'Status must be Idea, Learning, Ready, or Retired' }],
    [{ links: 'javascript:alert(1)' }, { links: 'Links must start with http:// or https://' }],
    [{ tags: 'x'.repeat(41) }, { tags: 'Each tag can have at most 40 characters' }],
    [{ key: 'a\u0000b' }, { key: "Key contains a character that can't be saved" }],
    [{ artist: 'half \ud83c' }, { artist: "Artist contains a character that can't be saved" }],
  ])('names the field that is wrong: %o', (draft, errors) => {
    expect(errorsOf(draft)).toEqual(errors);
  });

  it('counts characters, not code units: 200 emoji are a valid title', () => {
    expect(errorsOf({ title: '🎸'.repeat(200) })).toEqual({});
    expect(errorsOf({ title: '🎸'.repeat(201) })).toEqual({ title: 'Title can have at most 200 characters' });
  });

  it('rejects the 21st tag and the 11th link', () => {
    const many = (count: number, make: (n: number) => string) => Array.from({ length: count }, (_, n) => make(n));
    expect(errorsOf({ tags: many(20, (n) => `t${n}`).join(',') })).toEqual({});
    expect(errorsOf({ tags: many(21, (n) => `t${n}`).join(',') })).toEqual({ tags: 'Tags: 20 at most' });
    const url = (n: number) => `https://example.org/${n}`;
    expect(errorsOf({ links: many(10, url).join('\n') })).toEqual({});
    expect(errorsOf({ links: many(11, url).join('\n') })).toEqual({ links: 'Links: 10 at most' });
  });

  it('values -> form -> values is lossless', () => {
    const first = parseDraft(song, {
      title: 'Wonderwall',
      artist: 'Oasis',
      album: 'Morning Glory',
      key: 'F#m',
      bpm: '87',
      durationSeconds: '4:18',
      tuning: 'Capo 2',
      difficulty: '1',
      status: 'ready',
      tags: 'acoustic, encore',
      links: 'https://youtu.be/abc\nhttps://example.org/tab The good tab',
      notes: 'Everybody sings.\nLet them.',
    });
    if (!first.ok) throw new Error('the song should be fine');
    expect(parseDraft(song, draftOf(song, first.values))).toEqual(first);
    expect(changedValues(first.values, { ...first.values, bpm: 90, tags: ['encore'] })).toEqual({
      bpm: 90,
      tags: ['encore'],
    });
    expect(changedValues(first.values, { ...first.values, tags: [...first.values.tags] })).toEqual({});
  });
});
