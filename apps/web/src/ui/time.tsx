import { useSyncExternalStore } from 'react';
import * as messages from './messages.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const listeners = new Set<() => void>();
let now = Date.now();
let timer: number | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  now = Date.now();
  timer ??= window.setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 10_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      window.clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Device time, updated every ten seconds by one timer for all components that use it. */
const useNow = () => useSyncExternalStore(subscribe, () => now);

const DATE = new Intl.DateTimeFormat('en-US', { day: 'numeric', month: 'short' });
const DATE_YEAR = new Intl.DateTimeFormat('en-US', { day: 'numeric', month: 'short', year: 'numeric' });
const FULL = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' });
const CLOCK = new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** `just now`, `4 min ago`, `3 h ago`, `Nov 14`. */
export function ago(at: number, from: number): string {
  const past = from - at;
  if (past < MINUTE) return messages.justNow;
  if (past < HOUR) return messages.minutesAgo(Math.floor(past / MINUTE));
  if (past < DAY) return messages.hoursAgo(Math.floor(past / HOUR));
  if (past < 2 * DAY) return messages.yesterday;
  return new Date(at).getFullYear() === new Date(from).getFullYear() ? DATE.format(at) : DATE_YEAR.format(at);
}

/** `14:02` today, `Nov 14, 14:02` before. */
export function clockTime(at: number): string {
  const today = new Date(now).toDateString() === new Date(at).toDateString();
  return today ? CLOCK.format(at) : `${DATE.format(at)}, ${CLOCK.format(at)}`;
}

/** How long ago a moment was, kept up to date; the exact time is in its tooltip. */
export function TimeAgo({ at }: { readonly at: number | string }) {
  const current = useNow();
  const ms = typeof at === 'string' ? Date.parse(at) : at;
  return (
    <time dateTime={new Date(ms).toISOString()} title={FULL.format(ms)}>
      {ago(ms, Math.max(current, ms))}
    </time>
  );
}
