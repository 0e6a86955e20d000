import { type PointerEvent as ReactPointerEvent, useRef } from 'react';
import { cx } from '../../ui/cx.ts';
import * as messages from './messages.ts';

/** The checkbox that selects a song. Shift selects all songs between it and the last one. */
export function SongCheck({
  title,
  on,
  always,
  onSelect,
}: {
  readonly title: string;
  readonly on: boolean;
  /** Visible even without hover. */
  readonly always: boolean;
  readonly onSelect: (range: boolean) => void;
}) {
  return (
    <label className="relative z-10 grid size-11 cursor-pointer place-items-center">
      <input
        type="checkbox"
        checked={on}
        aria-label={messages.selectSong(title)}
        onChange={({ nativeEvent }) => onSelect('shiftKey' in nativeEvent && nativeEvent.shiftKey === true)}
        className={cx(
          'relative z-20 size-4 cursor-pointer accent-(--accent) transition-opacity',
          !always && 'opacity-0 group-hover:opacity-100 focus-visible:opacity-100 touch:opacity-100',
        )}
      />
    </label>
  );
}

const LONG_MS = 450;
const STILL_PX = 10;

/** Selects a card by a long press. Scrolling cancels it, and the tap that follows a long press is ignored. */
export function useLongPress(onLong: (() => void) | null) {
  const press = useRef<{ timer: number; x: number; y: number } | null>(null);
  const done = useRef(false);
  const end = () => {
    if (press.current !== null) window.clearTimeout(press.current.timer);
    press.current = null;
  };
  if (onLong === null) return {};
  return {
    onPointerDown: ({ clientX: x, clientY: y, pointerType }: ReactPointerEvent) => {
      end();
      done.current = false;
      if (pointerType === 'mouse') return;
      const timer = window.setTimeout(() => {
        done.current = true;
        onLong();
      }, LONG_MS);
      press.current = { timer, x, y };
    },
    onPointerMove: ({ clientX, clientY }: ReactPointerEvent) => {
      const from = press.current;
      if (from !== null && Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    onContextMenu: (event: { preventDefault(): void }) => {
      if (press.current !== null || done.current) event.preventDefault();
    },
    onClickCapture: (event: { preventDefault(): void; stopPropagation(): void }) => {
      if (!done.current) return;
      done.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
