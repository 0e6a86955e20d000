import type { CSSProperties, ReactNode } from 'react';

interface RowPlace {
  readonly index: number;
  /** Spread these over the row's element. */
  readonly props: {
    readonly ref?: (element: Element | null) => void;
    readonly style?: CSSProperties;
    readonly 'data-index'?: number;
  };
}

export interface ListProps {
  readonly count: number;
  /** Estimated row height in pixels; real heights are measured. */
  readonly estimate: number;
  readonly keyOf: (index: number) => string;
  readonly row: (place: RowPlace) => ReactNode;
  /** Identifies order and filter: while it stays the same, visible rows keep their place. */
  readonly view?: string;
}
