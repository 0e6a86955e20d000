import { lazy, Suspense } from 'react';
import type { ListProps } from './list-props.ts';

const Windowed = lazy(() => import('./windowed-list.tsx').then((m) => ({ default: m.Windowed })));

/** Up to here every row is in the page, so that the browser's own search and printing find all of them. */
const RENDER_ALL_UP_TO = 150;
/** Enough for the first screen, while the machinery for many rows is on its way. */
const FIRST_SCREEN = 30;

/** Rows of a list that scrolls with the page: all of them when few, only those in sight when many. */
export function VirtualList(props: ListProps) {
  const rows = (count: number) => Array.from({ length: count }, (_, index) => props.row({ index, props: {} }));
  if (props.count <= RENDER_ALL_UP_TO) return rows(props.count);
  return (
    <Suspense fallback={rows(FIRST_SCREEN)}>
      <Windowed {...props} />
    </Suspense>
  );
}
