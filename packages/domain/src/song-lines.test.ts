import { describe, expect, it } from 'vitest';
import { songLike, songTitles } from './song-duplicates.ts';
import { parseSongLines } from './song-lines.ts';

const read = (text: string) => parseSongLines(text).map(({ song }) => song && [song.title, song.artist]);

describe('a pasted list', () => {
  it('becomes songs, one per line, with artists after a dash or a tab', () => {
    expect(
      read(
        '1. Wonderwall - Oasis\r\n\n• Jolene\tDolly Parton\t2:41\n99 Luftballons – Nena\nTwenty-One\n03 - Creep\n#4 Africa',
      ),
    ).toEqual([
      ['Wonderwall', 'Oasis'],
      ['Jolene', 'Dolly Parton'],
      ['99 Luftballons', 'Nena'],
      ['Twenty-One', null],
      ['Creep', null],
      ['Africa', null],
    ]);
  });

  it('names the line that cannot be a song, and reads the others', () => {
    expect(parseSongLines(`Fine\n\n${'x'.repeat(201)}\nAlso fine`)).toMatchObject([
      { line: 1, song: { title: 'Fine' } },
      { line: 3, song: null, problem: 'Title can have at most 200 characters' },
      { line: 4, song: { title: 'Also fine' } },
    ]);
  });

  it('marks songs that the band has already and duplicates in the list', () => {
    const book = songTitles([{ title: 'Café del Mar', artist: 'Energy 52' }]);
    const lines = parseSongLines('CAFE DEL MAR\nCafe del mar - Somebody\nJolene\njolene - Dolly\nJolene - Dolly', book);
    expect(lines.map((line) => line.song !== null && line.again)).toEqual([
      'in the band',
      null,
      null,
      'in the list',
      'in the list',
    ]);
  });
});

describe('a song that may exist already', () => {
  const titles = songTitles([
    { title: 'Hallelujah', artist: 'Leonard Cohen' },
    { title: 'Hallelujah', artist: 'Jeff Buckley' },
  ]);
  it('is surely the same by title and artist, and perhaps by the title alone', () => {
    expect(songLike(titles, { title: ' hallelujah', artist: 'JEFF  BUCKLEY' })).toMatchObject({
      song: { artist: 'Jeff Buckley' },
      surely: true,
    });
    expect(songLike(titles, { title: 'Hallelujah', artist: 'Rufus' })).toMatchObject({ surely: false });
    expect(songLike(titles, { title: 'Hallelujah', artist: null })).toMatchObject({ surely: true });
    expect(songLike(titles, { title: '', artist: null })).toBeNull();
  });
});
