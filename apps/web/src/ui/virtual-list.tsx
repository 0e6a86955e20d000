import { type CSSProperties, lazy, type ReactNode, Suspense } from 'react';

const Windowed = lazy(() => import('./windowed-list.tsx').then((m) => ({ default: m.Windowed })));

/** Up to here every row is in the page, so that the browser's own search and printing find all of them. */
const RENDER_ALL_UP_TO = 150;
/** Enough for the first screen, while the machinery for many rows is on its way. */
const FIRST_SCREEN = 30;

interface RowPlace {
  readonly index: number;
  /** To be spread over the row's element. */
  readonly props: {
    readonly ref?: (element: Element | null) => void;
    readonly style?: CSSProperties;
    readonly 'data-index'?: number;
  };
}

export interface ListProps {
  readonly count: number;
  /** Height of a usual row in pixels; real heights are measured. */
  readonly estimate: number;
  readonly keyOf: (index: number) => string;
  readonly row: (place: RowPlace) => ReactNode;
}

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
