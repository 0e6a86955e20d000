import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { LogoMark } from '../ui/logo.tsx';

interface Props {
  /** A change of it is a new page, which gets a new try. */
  readonly place?: string;
  readonly children: ReactNode;
}

/**
 * Keeps a part that fails from taking the whole app along. The usual cause is a page that is not on the device yet:
 * offline, before the first visit has fetched everything, its code cannot be loaded.
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
        title="This part of RockOn could not be shown"
        actions={
          <Button variant="primary" onClick={() => window.location.reload()}>
            Reload
          </Button>
        }
      >
        {navigator.onLine
          ? 'Nothing is lost: what you typed and saved is on this device.'
          : 'It is not on this device yet, and there is no network to fetch it. Nothing is lost: what you saved is on this device.'}
      </EmptyState>
    );
  }
}
