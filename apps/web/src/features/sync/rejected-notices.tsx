import { useEngine } from '@rockon/sync-react';
import { useEffect } from 'react';
import { tellRejected, withdrawRejected } from '../../records/rejected-changes.ts';

/** Follows what the server rejects: what the app claimed of it is withdrawn, and a toast says why the record is back. */
export function RejectedNotices() {
  const engine = useEngine();
  useEffect(() => {
    let known: ReadonlySet<number> = new Set();
    let following = false;
    const follow = (): void => {
      const failed = engine.failed.get();
      const fresh = failed.filter(({ mutation }) => !known.has(mutation));
      known = new Set(failed.map(({ mutation }) => mutation));
      if (fresh.length === 0) return;
      if (following) tellRejected(fresh);
      withdrawRejected(fresh);
    };
    // What was rejected before is no news, but may have been claimed since the app was opened.
    follow();
    following = true;
    return engine.failed.subscribe(follow);
  }, [engine]);
  return null;
}
