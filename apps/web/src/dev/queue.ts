import type { Json, LogEntry } from '@rockon/sync';

/** How often one mutation went to the server, and what was said the last time it did not get there. */
export interface Tries {
  readonly count: number;
  readonly lastError: string | null;
}

/** The ids that a logged push carried: a failed one holds the request, an answered one its mutations. */
function carried(entry: LogEntry): readonly unknown[] {
  const sent = (entry.body as { readonly sent?: Json } | undefined)?.sent;
  const mutations = Array.isArray(sent) ? sent : (sent as { readonly mutations?: Json } | undefined)?.mutations;
  return Array.isArray(mutations) ? mutations.map((each) => (each as { readonly id?: Json } | null)?.id) : [];
}

const wordsOf = ({ status, detail, body }: LogEntry) => {
  const answered = (body as { readonly answered?: Json } | undefined)?.answered;
  return [status, detail, typeof answered === 'string' ? answered : null].filter((part) => part !== null).join(': ');
};

/**
 * What the log tells of one entry of the outbox. Only pushes since it was written count: a device that was emptied
 * numbers its mutations anew.
 */
export function triesOf(id: number, at: number, log: readonly LogEntry[]): Tries {
  const pushes = log.filter((entry) => entry.operation === 'push' && entry.at >= at && carried(entry).includes(id));
  const failed = pushes.filter(({ type }) => type === 'error').at(-1);
  return { count: pushes.length, lastError: failed ? wordsOf(failed) : null };
}
