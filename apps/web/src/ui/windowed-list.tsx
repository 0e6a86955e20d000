import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { ListProps } from './list-props.ts';

/** The rows in sight and a few around them, each at its place; real heights are measured. */
export function Windowed({ count, estimate, keyOf, row }: ListProps) {
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
    overscan: 6,
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
