import { SearchX } from 'lucide-react';
import { Link } from 'react-router';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page, useTitle } from '../../ui/page.tsx';
import { MESSAGES } from '../messages.ts';

export function NotFoundPage() {
  useTitle(MESSAGES.notFoundTitle);
  return (
    <Page>
      <EmptyState
        icon={<SearchX aria-hidden="true" />}
        whole
        title={MESSAGES.notFoundTitle}
        actions={
          <Link to="/" className={buttonClass('primary')}>
            {MESSAGES.goHome}
          </Link>
        }
      >
        {MESSAGES.notFoundText}
      </EmptyState>
    </Page>
  );
}
