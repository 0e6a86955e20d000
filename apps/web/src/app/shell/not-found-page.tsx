import { SearchX } from 'lucide-react';
import { Link } from 'react-router';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page, useTitle } from '../../ui/page.tsx';

/** For an address that leads nowhere. */
export function NotFoundPage() {
  useTitle('Nothing here');
  return (
    <Page>
      <EmptyState
        icon={<SearchX aria-hidden="true" />}
        whole
        title="There is nothing at this address"
        actions={
          <Link to="/" className={buttonClass('primary')}>
            To the start
          </Link>
        }
      >
        The link may be old, or mistyped.
      </EmptyState>
    </Page>
  );
}
