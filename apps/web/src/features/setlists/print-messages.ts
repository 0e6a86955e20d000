// What the print page of a setlist says.
export const pageTitle = (name: string) => `Print ${name}`;
export const heading = (name: string) => `Print “${name}”`;
export const back = 'Back';
export const print = 'Print';
export const shown = 'Shown beside the titles';
export const fields = { key: 'Key', bpm: 'BPM', tuning: 'Tuning', clock: 'Clock', notes: 'Notes' } as const;
export const paper = 'Paper';
export const a4 = 'A4';
export const letter = 'Letter';
export const onePage = (points: number, columns: number) =>
  columns === 1 ? `One page, ${points} pt` : `One page, ${points} pt, ${columns} columns`;
export const morePages = "This setlist doesn't fit on one page in a readable size, so it continues on further pages.";
export const sheet = 'Printed page';
