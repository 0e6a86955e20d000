import { type ComponentType, lazy, Suspense } from 'react';
import type { ListProps } from './list-props.ts';

const everyRow = ({ count, row }: ListProps) => Array.from({ length: count }, (_, index) => row({ index, props: {} }));

/** Offline, before the device has all of the app, every row is slower than the machinery and better than no row. */
const Windowed = lazy<ComponentType<ListProps>>(() =>
  import('./windowed-list.tsx').then(
    (m): { default: ComponentType<ListProps> } => ({ default: m.Windowed }),
    () => ({ default: everyRow }),
  ),
);

/** Up to here every row is in the page, so that the browser's own search and printing find all of them. */
const RENDER_ALL_UP_TO = 150;
/** Enough for the first screen, while the machinery for many rows is on its way. */
const FIRST_SCREEN = 30;

/** Rows of a list that scrolls with the page: all of them when few, only those in sight when many. */
export function VirtualList(props: ListProps) {
  if (props.count <= RENDER_ALL_UP_TO) return everyRow(props);
  return (
    <Suspense fallback={everyRow({ ...props, count: FIRST_SCREEN })}>
      <Windowed {...props} />
    </Suspense>
  );
}
