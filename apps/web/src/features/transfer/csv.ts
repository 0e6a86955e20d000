import Papa from 'papaparse';

/** A table of texts as a CSV file. The mark in front tells spreadsheets that it is UTF-8. */
export const csvOf = (table: readonly (readonly string[])[]): string =>
  `\ufeff${Papa.unparse(
    table.map((line) => [...line]),
    { newline: '\r\n' },
  )}`;

/**
 * Commas, semicolons or tabs: what cuts the names of the columns into most. They hold none of these, while a cell below
 * may hold all of them.
 */
function delimiterOf(text: string): string {
  const head = text.split(/[\r\n]/, 1)[0] ?? '';
  const cuts = (mark: string) => head.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (cuts(mark) > cuts(best) ? mark : best));
}

/** The lines of a CSV file, the names of the columns first. */
export function linesOfCsv(file: string): string[][] {
  const text = file.replace(/^\ufeff/, '');
  return Papa.parse<string[]>(text, { delimiter: delimiterOf(text) }).data.filter(
    (cells) => cells.length > 1 || cells[0] !== '',
  );
}

/** The text of a file in whatever encoding spreadsheets write: UTF-16 by its mark, UTF-8, else the old Western one. */
export function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
