/** A text as search compares it: without accents and case. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** What stands between title and artist, or between two dates, is no word to look for. */
const DASH = /^[-–—]$/;

/** The words of a search, folded. */
export const searchWords = (search: string): string[] =>
  fold(search)
    .split(/\s+/)
    .filter((word) => word !== '' && !DASH.test(word));
