/** The page of a record. */
export function recordPath(table: string, id: string): string {
  return table === 'songs' ? `/songs/${id}` : '/';
}
