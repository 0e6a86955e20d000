import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { ListProps } from './list-props.ts';

/** Up to here every row is in the page, so that the browser's own search and printing find all of them. */
const RENDER_ALL_UP_TO = 150;
const AROUND = 6;

/**
 * Rows of a list that scrolls with the page: all of them when few, only those in sight and a few around them when many.
 * Each is moved to its place by a transform, also when they are few: rows in the flow of the page would push each other
 * whenever somebody else adds one.
 */
export function VirtualList({ count, estimate, keyOf, row, view }: ListProps) {
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
    overscan: count <= RENDER_ALL_UP_TO ? count : AROUND,
    scrollMargin,
  });
  useKeepPlace(virtualizer, count, keyOf, view);
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

interface Place {
  readonly key: string;
  readonly index: number;
  /** Where the row begins on the page. */
  readonly start: number;
  readonly view: string | undefined;
}

/**
 * What one looks at stays where it is when rows come and go above it: the browser does so by itself for a list in the
 * flow of the page, not for rows that are placed. Another order or filter is another list, and begins where it begins.
 */
function useKeepPlace(
  virtualizer: ReturnType<typeof useWindowVirtualizer<Element>>,
  count: number,
  keyOf: (index: number) => string,
  view: string | undefined,
): void {
  const place = useRef<Place | null>(null);
  useLayoutEffect(() => {
    const before = place.current;
    const moved = before !== null && before.view === view && keyOf(before.index) !== before.key;
    if (moved && window.scrollY > 0) {
      for (let index = 0; index < count; index += 1) {
        if (keyOf(index) !== before.key) continue;
        const start = virtualizer.measurementsCache[index]?.start ?? before.start;
        if (start !== before.start) window.scrollBy({ top: start - before.start, behavior: 'instant' });
        break;
      }
    }
    const first = virtualizer.getVirtualItems().find(({ start }) => start >= window.scrollY);
    place.current =
      first === undefined ? null : { key: keyOf(first.index), index: first.index, start: first.start, view };
  });
}
