import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { ListProps } from './list-props.ts';

/** Up to this count every row is rendered, so that the browser's search and printing include all of them. */
const RENDER_ALL_UP_TO = 150;
const AROUND = 6;

/**
 * Rows of a list that scrolls with the page: all of them in short lists, only visible ones and a few around them in long
 * ones. Rows are positioned by a transform even in short lists: in normal flow, a row that someone else adds would shift
 * the others.
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
  /** The row's offset on the page. */
  readonly start: number;
  readonly view: string | undefined;
}

/**
 * Keeps the visible rows in place when rows above them are added or removed. Browsers do this for lists in normal flow,
 * not for positioned rows. A list with another order or filter starts at its own position.
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
