import { dayInWords, type Practice } from '@rockon/domain';
import { memo } from 'react';
import { RecordRow, type RowProps, WhenAndWhere } from '../../records/record-row.tsx';
import { nameOfPractice, planInWords, timesInWords } from './format-practice.ts';
import { PracticeStatusMark } from './practice-status.tsx';

/** A practice in the list: when, where, and what is planned. */
export const PracticeRow = memo(function PracticeRow(props: RowProps<Practice>) {
  const { record: practice } = props;
  const plan = planInWords(practice);
  const status = <PracticeStatusMark status={practice.status} />;
  return (
    <RecordRow
      {...props}
      table="practices"
      title={nameOfPractice(practice)}
      aside={<span className="max-desk:hidden">{status}</span>}
    >
      <WhenAndWhere when={dayInWords(practice, Date.now())} facts={[timesInWords(practice), practice.place]} />
      {plan !== null && <p className="truncate text-13 text-muted">{plan}</p>}
      <p className="desk:hidden">{status}</p>
    </RecordRow>
  );
});
