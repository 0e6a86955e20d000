import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useLayoutEffect, useRef, useState } from 'react';

/** Up to here every row is in the page, so that the browser's own search and printing find all of them. */
const RENDER_ALL_UP_TO = 150;

interface RowPlace {
  readonly index: number;
  /** To be spread over the row's element. */
  readonly props: {
    readonly ref?: (element: Element | null) => void;
    readonly style?: CSSProperties;
    readonly 'data-index'?: number;
  };
}

interface ListProps {
  readonly count: number;
  /** Height of a usual row in pixels; real heights are measured. */
  readonly estimate: number;
  readonly keyOf: (index: number) => string;
  readonly row: (place: RowPlace) => ReactNode;
}

/** Rows of a list that scrolls with the page: all of them when few, only those in sight when many. */
export function VirtualList(props: ListProps) {
  if (props.count > RENDER_ALL_UP_TO) return <Windowed {...props} />;
  return Array.from({ length: props.count }, (_, index) => props.row({ index, props: {} }));
}

function Windowed({ count, estimate, keyOf, row }: ListProps) {
  const start = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      if (start.current !== null) setScrollMargin(start.current.getBoundingClientRect().top + window.scrollY);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => estimate,
    getItemKey: keyOf,
    overscan: 10,
    scrollMargin,
  });
  return (
    <div ref={start} role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
      {virtualizer.getVirtualItems().map((item) =>
        row({
          index: item.index,
          props: {
            ref: virtualizer.measureElement,
            'data-index': item.index,
            style: {
              position: 'absolute',
              top: 0,
              left: 0,
              right: 0,
              transform: `translateY(${item.start - scrollMargin}px)`,
            },
          },
        }),
      )}
    </div>
  );
}
