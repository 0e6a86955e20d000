// Words of import and export.
import { formatNumber, type ImportAction, type OnExisting, plural } from '@rockon/domain';

export const title = 'Import and export';
export const incomplete =
  "This band hasn't fully loaded on this device yet. You can import and export once it has, so that nothing is missing or added twice.";

// Choosing a file
export const importTitle = 'Import';
export const fileHint = 'A list of songs, setlists, shows, or practices (CSV), or a band exported from RockOn (JSON).';
export const dropHint = 'Drop it here, or';
export const chooseFile = 'Choose a file';
export const fileLabel = 'File to import';
export const previewHint = "You'll see what changes before anything is saved.";
export const tooLarge = 'This file is larger than 20 MB. Split it into smaller files, then import them one by one.';
export const empty = 'This file is empty. Choose another one.';
export const onlyHeader = 'This file has column names but no rows. Add at least one row.';

// Columns
export const listOf = 'This is a list of';
export const columns = 'Columns';
export const columnNumber = (number: number) => `Column ${number}`;
export const columnLabel = (name: string) => `Column ${name}`;
export const skipColumn = "Don't import";

// Preview
export const fileOfBand = (band: string) => `from ${band}`;
export const failed = (reason: string) => `Nothing was imported: ${reason}`;
export const existing = (count: number) =>
  plural(
    count,
    '1 is already in the band, with different values',
    `${formatNumber(count)} are already in the band, with different values`,
  );
export const MODES: Readonly<Record<OnExisting, string>> = {
  skip: 'Keep what the band has',
  fill: 'Fill in missing values only',
  overwrite: 'Overwrite with the file',
};
export const preview = 'Import preview';
export const nothingInFile = 'There is nothing to import in this file.';
export const KINDS: Readonly<Record<ImportAction['kind'], (count: number) => string>> = {
  new: (count) => `${formatNumber(count)} new`,
  change: (count) => plural(count, '1 change', `${formatNumber(count)} changes`),
  same: (count) => `${formatNumber(count)} identical (skipped)`,
  skipped: (count) => `${formatNumber(count)} already here (unchanged)`,
  duplicate: (count) => plural(count, '1 duplicate (skipped)', `${formatNumber(count)} duplicates (skipped)`),
  invalid: (count) => plural(count, '1 with errors (skipped)', `${formatNumber(count)} with errors (skipped)`),
};
export const leftOut = (count: number) =>
  plural(
    count,
    '1 delete, restore, or choice between versions is in the file only: an import adds and changes records.',
    `${formatNumber(count)} deletes, restores, or choices between versions are in the file only: an import adds and changes records.`,
  );
export const ERRORS_COLUMN = 'Errors';
export const errorsFile = (name: string) => `errors-${name}.csv`;
export const andMore = (count: number) => `and ${formatNumber(count)} more`;
export const cancel = 'Cancel';
export const importCount = (count: number) => (count === 0 ? 'Import' : `Import ${formatNumber(count)}`);
export const imported = 'Imported';
export const importedDetail = (added: number, changed: number) =>
  `${formatNumber(added)} new, ${formatNumber(changed)} changed`;
export const importUndone = (added: number, changed: number) =>
  `${formatNumber(added)} removed, ${formatNumber(changed)} changed back`;

// Rows with errors
export const rowsWithErrors = 'Rows with errors';
export const row = (number: number) => `Row ${number}`;
export const recordNumber = (noun: string, number: number) => `${noun} ${number}`;
export const downloadErrors = 'Download rows with errors';

// Export
export const exportTitle = 'Export';
export const wholeBand = 'The whole band';
export const wholeBandDetail = 'All songs, setlists, shows, and practices. Members and history are not included.';
export const exportBand = 'Export the whole band as JSON';
