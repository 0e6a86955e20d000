import type { CSSProperties, ReactNode } from 'react';

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
  /** Names order and filter: while it stays the same, what is looked at keeps its place. */
  readonly view?: string;
}
