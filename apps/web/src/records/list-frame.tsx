import type { BandTable } from '@rockon/domain';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Page, PageHeader } from '../ui/page.tsx';
import * as messages from './messages.ts';
import { NoMatch, NotLoadedYet } from './not-loaded-yet.tsx';
import { ReadOnlyNotice } from './read-only-notice.tsx';

/** The page around a list: title, facts, actions, then its filters and rows. */
export function ListFrame({
  title,
  facts,
  actions,
  children,
}: {
  readonly title: string;
  readonly facts: string | undefined;
  /** In the header. */
  readonly actions: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Page>
      <PageHeader title={title} facts={facts} actions={actions} />
      <ReadOnlyNotice />
      {children}
    </Page>
  );
}

/** The rows of a list, or why there are none: not loaded yet, none in the band, or none that match. Never mixed. */
export function ListBody({
  table,
  complete,
  total,
  shown,
  empty,
  noMatch,
  onClear,
  children,
}: {
  readonly table: BandTable;
  /** Whether this device has all records of the table. */
  readonly complete: boolean;
  readonly total: number;
  /** How many of them search and filters leave. */
  readonly shown: number;
  /** For a band without any. */
  readonly empty: ReactNode;
  /** Instead of the usual words where none match. */
  readonly noMatch?: ReactNode;
  readonly onClear: () => void;
  readonly children: ReactNode;
}) {
  if (total === 0) return complete ? empty : <NotLoadedYet table={table} />;
  if (shown === 0) return noMatch ?? <NoMatch table={table} onClear={onClear} />;
  return children;
}

/** The primary button of a list. `onPoint` may load the form that a press will open. */
export function AddButton({
  table,
  onPress,
  onPoint,
}: {
  readonly table: BandTable;
  readonly onPress: () => void;
  readonly onPoint?: () => void;
}) {
  return (
    <Button variant="primary" onClick={onPress} onPointerEnter={onPoint}>
      <Plus className="size-4" aria-hidden="true" />
      {messages.ofTable[table].add}
    </Button>
  );
}
