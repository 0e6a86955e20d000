import { useConnection } from '@rockon/sync-react';
import { useEffect, useRef, useState } from 'react';
import { connectionTitle } from './connection-labels.ts';

const AT_MOST_EVERY_MS = 5_000;

/** Announces to screen readers when the app goes online or offline: politely, at most once in five seconds. */
export function ConnectionAnnouncer() {
  const state = useConnection();
  const { kind } = state;
  const title = connectionTitle(state);
  const [said, setSaid] = useState('');
  const last = useRef({ title, at: 0 });
  useEffect(() => {
    if (kind === 'connecting' || title === last.current.title) return;
    const wait = Math.max(0, last.current.at + AT_MOST_EVERY_MS - performance.now());
    const timer = setTimeout(() => {
      last.current = { title, at: performance.now() };
      setSaid(title);
    }, wait);
    return () => clearTimeout(timer);
  }, [kind, title]);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {said}
    </div>
  );
}
