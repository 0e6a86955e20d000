import { type BandEntity, combined, type EntityValues, newRecordOf } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useBand } from '../band/band-context.tsx';

interface TypedBefore<E extends BandEntity> {
  readonly values: Partial<EntityValues<E>>;
  /** Drops the rejected changes: what they said is in the new record. */
  readonly done: () => Promise<void>;
}

/** The address of the form for a new record, filled with what was typed into a rejected change. */
export const typedBeforePath = (table: string, mutation: number): string => `/${table}?add=${mutation}`;

/**
 * What was typed into the rejected change of the address (`?add=<mutation>`) and the other rejected changes of its record,
 * which is gone; null when there is none.
 */
export function useTypedBefore<E extends BandEntity>(entity: E): TypedBefore<E> | null {
  const engine = useEngine();
  const { id: bandId } = useBand();
  const [params] = useSearchParams();
  const [typed] = useState<TypedBefore<E> | null>(() => {
    const failed = engine.failed.get();
    const asked = failed.find(({ mutation }) => String(mutation) === params.get('add'));
    if (asked?.table !== entity.table || asked.scope !== bandId) return null;
    const changes = failed.filter(({ table, id, op }) => table === asked.table && id === asked.id && op !== 'delete');
    const change = combined(changes);
    if (change === null) return null;
    return {
      // Whatever it is: the form shows it as text, and its schema validates it before it is saved.
      values: newRecordOf(entity, change) as Partial<EntityValues<E>>,
      done: async () => {
        for (const { mutation } of changes) await engine.repository.discard(mutation);
      },
    };
  });
  return typed;
}
