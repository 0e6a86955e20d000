import { renderToStaticMarkup } from 'react-dom/server';
import { SyncIcon, type SyncKind } from './sync-icon.tsx';

/** An icon as plain markup, for tests that render it without the app. Not part of the app. */
export const syncIconMarkup = (kind: SyncKind, size: 'sm' | 'md'): string =>
  renderToStaticMarkup(<SyncIcon kind={kind} size={size} words={kind} />);
