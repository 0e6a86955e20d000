/** Removes accents and case from a text, for search. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** A dash between title and artist, or between two dates, is not a search word. */
const DASH = /^[-–—]$/;

/** The folded words of a search. */
export const searchWords = (search: string): string[] =>
  fold(search)
    .split(/\s+/)
    .filter((word) => word !== '' && !DASH.test(word));
