import { PRACTICE_STATUS_LABELS, PRACTICE_STATUSES, type Practice, type PracticeValues } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useEngine } from '@rockon/sync-react';
import { useBand } from '../../band/band-context.tsx';
import { recordKey } from '../../records/record-sync-icon.tsx';
import { notDone, offerUndo, withUndo } from '../../records/undo.ts';
import { TextButton } from '../../ui/button.tsx';
import { FilterChip } from '../../ui/chip.tsx';
import { cardClass, Section } from '../../ui/page.tsx';
import { Stars } from '../../ui/stars.tsx';
import { WrapUpText } from './wrap-up-text.tsx';

/** What came of it: the text, how it was, and whether it took place. Each is kept as soon as it is given. */
export function WrapUp({ practice, mayEdit }: { readonly practice: Practice & Row; readonly mayEdit: boolean }) {
  const engine = useEngine();
  const { id: bandId } = useBand();
  const key = recordKey(bandId, 'practices', practice.id);
  const set = (values: Partial<Pick<PracticeValues, 'rating' | 'status'>>, title: string) => {
    withUndo(engine, key, Object.keys(values), () => engine.repository.update(key, values)).then(
      (back) => offerUndo(key, title, null, back),
      notDone,
    );
  };
  if (!mayEdit)
    return practice.wrapUp === null && practice.rating === null ? null : (
      <Section title="Wrap-up">
        {practice.rating !== null && <Stars label="Rating" value={practice.rating} onChange={null} />}
        {practice.wrapUp !== null && (
          <p className={`${cardClass} px-4 py-3 text-16 whitespace-pre-wrap`}>{practice.wrapUp}</p>
        )}
      </Section>
    );
  return (
    <Section title="Wrap-up">
      <WrapUpText practice={practice} />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <div className="flex items-center gap-2">
          <Stars
            label="Rating"
            value={practice.rating}
            onChange={(rating) => set({ rating }, `Rated ${rating} of 5`)}
          />
          {practice.rating !== null && (
            <TextButton onClick={() => set({ rating: null }, 'Rating cleared')}>Clear rating</TextButton>
          )}
        </div>
        <fieldset className="flex flex-wrap gap-2">
          <legend className="sr-only">Status</legend>
          {PRACTICE_STATUSES.map((status) => (
            <FilterChip
              key={status}
              on={practice.status === status}
              onClick={() =>
                practice.status === status
                  ? set({ status: null }, 'Status cleared')
                  : set({ status }, `Status: ${PRACTICE_STATUS_LABELS[status]}`)
              }
            >
              {PRACTICE_STATUS_LABELS[status]}
            </FilterChip>
          ))}
        </fieldset>
      </div>
    </Section>
  );
}
