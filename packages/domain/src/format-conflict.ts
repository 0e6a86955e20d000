import type { Conflict } from './conflict.ts';
import { fieldName, valueInWords } from './field-labels.ts';

/** The field that a conflict is about. Paths are stored as Postgres spells them: convert to camelCase. */
export function conflictField(conflict: Pick<Conflict, 'path'>): string {
  const [column = '', ...inside] = conflict.path.split('/');
  const field = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return [field, ...inside].join('/');
}

/** A conflict about the record's existence rather than about one of its fields. */
export function isAboutDeletion(conflict: Pick<Conflict, 'path'>): boolean {
  return conflict.path === '' || conflict.path === '*' || conflictField(conflict) === 'deletedAt';
}

/** Values that were typed into fields of a record which was deleted meanwhile, by field. */
export type KeptValues = Readonly<Record<string, Conflict['mine']>>;

/**
 * One side of a conflict about deletion: `deleted`, or the changed values. A time means the deletion, a set of columns
 * the change; null a change that the record already has.
 */
export function deletionSide(value: Conflict['mine']): 'deleted' | KeptValues {
  if (typeof value === 'string') return 'deleted';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const fields = Object.entries(value).map(([path, each]) => [conflictField({ path }), each] as const);
  return Object.fromEntries(fields);
}

/** As a sentence: "Two versions of the key: A by Sarah, G by you". */
export function conflictInWords(conflict: Conflict, userId: string, nameOf: (userId: string | null) => string): string {
  const who = (id: string | null) => (id === userId ? 'you' : nameOf(id));
  if (isAboutDeletion(conflict)) {
    const mineDeletes = deletionSide(conflict.mine) === 'deleted';
    const [changer, deleter] = mineDeletes
      ? [conflict.theirsBy, conflict.mineBy]
      : [conflict.mineBy, conflict.theirsBy];
    return `Changed by ${who(changer)}, deleted by ${who(deleter)}`;
  }
  const path = conflictField(conflict);
  const short = (value: unknown) => {
    const words = [...valueInWords(path, value)];
    return words.length > 24 ? `${words.slice(0, 23).join('')}…` : words.join('');
  };
  const versions = `${short(conflict.theirs)} by ${who(conflict.theirsBy)}, ${short(conflict.mine)} by ${who(conflict.mineBy)}`;
  return `Two versions of the ${fieldName(path)}: ${versions}`;
}
