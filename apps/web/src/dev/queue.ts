import type { Json, LogEntry } from '@rockon/sync';

/** How often one mutation was sent, and the last error. */
export interface Attempts {
  readonly count: number;
  readonly lastError: string | null;
}

/** Ids of the mutations in a logged push. A failed push logs the whole request, an answered one only its mutations. */
function sentIds(entry: LogEntry): readonly unknown[] {
  const sent = (entry.body as { readonly sent?: Json } | undefined)?.sent;
  const mutations = Array.isArray(sent) ? sent : (sent as { readonly mutations?: Json } | undefined)?.mutations;
  return Array.isArray(mutations) ? mutations.map((each) => (each as { readonly id?: Json } | null)?.id) : [];
}

const errorText = ({ status, detail, body }: LogEntry) => {
  const answered = (body as { readonly answered?: Json } | undefined)?.answered;
  return [status, detail, typeof answered === 'string' ? answered : null].filter((part) => part !== null).join(': ');
};

/**
 * Attempts of one outbox entry, from the sync log. Counts only pushes since the entry was written, because a device
 * whose data was cleared starts numbering its mutations from 1 again.
 */
export function attemptsOf(id: number, at: number, log: readonly LogEntry[]): Attempts {
  const pushes = log.filter((entry) => entry.operation === 'push' && entry.at >= at && sentIds(entry).includes(id));
  const failed = pushes.filter(({ type }) => type === 'error').at(-1);
  return { count: pushes.length, lastError: failed ? errorText(failed) : null };
}
