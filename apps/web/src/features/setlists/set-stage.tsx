import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';

interface Sizes {
  readonly room: number;
  readonly width: number;
  readonly height: number;
}

/** Shows a sheet of paper as a whole, however narrow the screen is; never larger than it will be. */
export function SetStage({ children }: { readonly children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const [{ room, width, height }, setSizes] = useState<Sizes>({ room: 1, width: 1, height: 1 });
  useLayoutEffect(() => {
    const [outer, sheet] = [frame.current, stage.current?.firstElementChild];
    if (outer === null || !(sheet instanceof HTMLElement)) return;
    const measure = () => setSizes({ room: outer.clientWidth, width: sheet.offsetWidth, height: sheet.offsetHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(outer);
    observer.observe(sheet);
    return () => observer.disconnect();
  }, []);
  const style = {
    '--scale': Math.min(1, room / width),
    '--sheet-width': `${width}px`,
    '--sheet-height': `${height}px`,
  };
  return (
    <div ref={frame}>
      <div ref={stage} className="set-stage mx-auto shadow-float" style={style}>
        {children}
      </div>
    </div>
  );
}
