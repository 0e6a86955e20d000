import { isContentTable } from '@rockon/domain';

/** The page of a record. */
export function recordPath(table: string, id: string): string {
  return isContentTable(table) ? `/${table}/${id}` : '/';
}
