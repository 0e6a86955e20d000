import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { LogoMark } from '../ui/logo.tsx';
import * as messages from './messages.ts';

interface Props {
  /** The page's address; when it changes, the boundary renders its children again. */
  readonly place?: string;
  readonly children: ReactNode;
}

/**
 * Shows an error in place of the page that failed; the rest of the app keeps working. The usual cause is a page whose code
 * could not be loaded: offline, before the service worker has cached everything.
 */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidUpdate(before: Props): void {
    if (before.place !== this.props.place && this.state.failed) this.setState({ failed: false });
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <EmptyState
        icon={<LogoMark />}
        title={messages.crashTitle}
        actions={
          <Button variant="primary" onClick={() => window.location.reload()}>
            {messages.reload}
          </Button>
        }
      >
        {navigator.onLine ? messages.crashText : messages.crashOfflineText}
      </EmptyState>
    );
  }
}
