// What rows that can be moved say, in menus and to screen readers.
export const moveItem = (name: string) => `Move ${name}`;
export const moveUp = 'Move up';
export const moveDown = 'Move down';
export const moveToTop = 'Move to top';
export const moveToBottom = 'Move to bottom';
export const sortableInstructions =
  'Press Space to pick up the row, the arrow keys to move it, Space again to drop it, Escape to cancel. ' +
  'Press Enter for a menu of moves. Alt and an arrow key moves the row by one.';
export const unnamedRow = 'Row';
const position = (place: number, count: number) => `position ${place} of ${count}`;
export const pickedUp = (name: string, place: number, count: number) => `Picked up ${name}, ${position(place, count)}.`;
export const movedTo = (name: string, place: number, count: number) => `${name}: ${position(place, count)}.`;
export const dropped = (name: string) => `Dropped ${name}.`;
export const droppedAt = (name: string, place: number, count: number) => `Dropped ${name}, ${position(place, count)}.`;
export const moveCanceled = (name: string) => `Move canceled. ${name} is back where it was.`;
