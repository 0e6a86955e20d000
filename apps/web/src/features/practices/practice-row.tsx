import { dayInWords, type Practice } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { memo } from 'react';
import { RecordRow, type RowProps } from '../../platform/records/record-row.tsx';
import { PracticeStatusMark } from './practice-status.tsx';
import { nameOfPractice, planInWords, timesInWords } from './practice-words.ts';

/** A practice in the list: when, where, and what is planned. */
export const PracticeRow = memo(function PracticeRow(props: RowProps<Practice & Row>) {
  const { record: practice } = props;
  const when = [dayInWords(practice, Date.now()), timesInWords(practice), practice.place];
  const plan = planInWords(practice);
  const status = <PracticeStatusMark status={practice.status} />;
  return (
    <RecordRow
      {...props}
      table="practices"
      title={nameOfPractice(practice)}
      aside={<span className="max-desk:hidden">{status}</span>}
    >
      <p className="text-13 text-secondary desk:truncate">{when.filter((fact) => fact !== null).join(' · ')}</p>
      {plan !== null && <p className="truncate text-13 text-muted">{plan}</p>}
      <p className="desk:hidden">{status}</p>
    </RecordRow>
  );
});
