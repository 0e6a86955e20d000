import { SearchX } from 'lucide-react';
import { Link } from 'react-router';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page, useTitle } from '../../ui/page.tsx';
import * as messages from '../messages.ts';

export function NotFoundPage() {
  useTitle(messages.notFoundTitle);
  return (
    <Page>
      <EmptyState
        icon={<SearchX aria-hidden="true" />}
        whole
        title={messages.notFoundTitle}
        actions={
          <Link to="/" className={buttonClass('primary')}>
            {messages.goHome}
          </Link>
        }
      >
        {messages.notFoundText}
      </EmptyState>
    </Page>
  );
}
