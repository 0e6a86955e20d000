// What the forms of records say.

export const worksOffline = 'Works offline too: changes are saved on this device first';
export const addAnother = 'Add another';
export const addAnotherHint = 'Saves this one and clears the form for the next';
export const added = (name: string) => `${name} added. Add the next one.`;
export const addedUnnamed = 'Added. Add the next one.';
export const updated = 'Updated';
export const savedOnDevice = 'Saved on this device';

// Changes by others while the form is open
export const someone = 'Someone';
export const changedField = (who: string, value: string) =>
  `${who} changed this: ${value}. It stays that way unless you change it here.`;
export const changedFieldToo = (who: string, value: string) => `${who} changed this too: ${value}`;
export const changedWhileEditing = (fields: readonly string[]) =>
  `This was changed while you were editing (${new Intl.ListFormat('en-US').format(fields)}). Your text stays. ` +
  'If you both changed the same field, you can choose which version to keep.';
