import { renderToStaticMarkup } from 'react-dom/server';
import { SyncIcon, type SyncKind } from './sync-icon.tsx';

/** An icon as plain markup, for whoever looks at it without the app around it. No part of the app itself. */
export const syncIconMarkup = (kind: SyncKind, size: 'sm' | 'md'): string =>
  renderToStaticMarkup(<SyncIcon kind={kind} size={size} words={kind} />);
