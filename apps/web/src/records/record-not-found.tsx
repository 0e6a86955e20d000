import type { BandTable } from '@rockon/domain';
import { SearchX } from 'lucide-react';
import { Link } from 'react-router';
import { buttonClass } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import * as messages from './page-messages.tsx';

/** The page of a record that the band does not have, which is certain: the device has all records of this kind. */
export function RecordNotFound({ table }: { readonly table: BandTable }) {
  return (
    <EmptyState
      icon={<SearchX aria-hidden="true" />}
      whole
      title={messages.ofTable[table].notFound}
      actions={
        <>
          <Link to={`/${table}`} className={buttonClass('primary')}>
            {messages.backToList}
          </Link>
          <Link to="/trash" className={buttonClass()}>
            {messages.openTrash}
          </Link>
        </>
      }
    >
      {messages.notFoundDetail}
    </EmptyState>
  );
}
