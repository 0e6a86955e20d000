import { PRACTICE_STATUS_LABELS, PRACTICE_STATUSES, type Practice, type PracticeValues } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { useBand } from '../../band/band-context.tsx';
import { recordKey } from '../../records/record-sync-icon.tsx';
import { notDone, offerUndo, withUndo } from '../../records/undo.ts';
import { TextButton } from '../../ui/button.tsx';
import { FilterChip } from '../../ui/chip.tsx';
import { cardClass, Section } from '../../ui/page.tsx';
import { Stars } from '../../ui/stars.tsx';
import * as messages from './messages.ts';
import { WrapUpText } from './wrap-up-text.tsx';

/** How the practice went: a text, a rating, and whether it took place. Each is saved as soon as it is set. */
export function WrapUp({ practice, mayEdit }: { readonly practice: Practice; readonly mayEdit: boolean }) {
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
      <Section title={messages.wrapUp}>
        {practice.rating !== null && <Stars label={messages.rating} value={practice.rating} onChange={null} />}
        {practice.wrapUp !== null && (
          <p className={`${cardClass} px-4 py-3 text-16 whitespace-pre-wrap`}>{practice.wrapUp}</p>
        )}
      </Section>
    );
  return (
    <Section title={messages.wrapUp}>
      <WrapUpText practice={practice} />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <div className="flex items-center gap-2">
          <Stars
            label={messages.rating}
            value={practice.rating}
            onChange={(rating) => set({ rating }, messages.rated(rating))}
          />
          {practice.rating !== null && (
            <TextButton onClick={() => set({ rating: null }, messages.ratingCleared)}>
              {messages.clearRating}
            </TextButton>
          )}
        </div>
        <fieldset className="flex flex-wrap gap-2">
          <legend className="sr-only">{messages.status}</legend>
          {PRACTICE_STATUSES.map((status) => (
            <FilterChip
              key={status}
              on={practice.status === status}
              onClick={() =>
                practice.status === status
                  ? set({ status: null }, messages.statusCleared)
                  : set({ status }, messages.statusSet(status))
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
