type Operation = 'insert' | 'update' | 'delete' | 'restore';

const REJECTED: Readonly<Record<Operation, string>> = {
  insert: 'Not saved',
  update: 'Not saved',
  delete: 'Not deleted',
  restore: 'Not restored',
};

/** What the server rejected, and why: `Not deleted: viewers cannot change anything`. */
export const rejectionInWords = (op: Operation, reason: string): string => `${REJECTED[op]}: ${reason}`;

/** The parts of a record's sync status that its label needs. */
export interface StatusForWords {
  readonly kind: 'conflict' | 'error' | 'syncing' | 'pending' | 'unread' | 'synced' | 'unknown';
  readonly error?: { readonly message: string };
  /** The rejected operation. */
  readonly op?: Operation;
}

/** An icon's tooltip and accessible name. `actor` made the unread change, if known. */
export function statusWords(status: StatusForWords, actor: string | null): string {
  switch (status.kind) {
    case 'conflict':
      return 'Two versions: choose';
    case 'error':
      return rejectionInWords(status.op ?? 'update', status.error?.message ?? 'the server rejected it');
    case 'syncing':
      return 'Saving…';
    case 'pending':
      return 'Waiting to save, on this device';
    case 'unread':
      return actor === null ? 'Saved, new change' : `Saved, new change by ${actor}`;
    case 'synced':
      return 'Saved';
    case 'unknown':
      return 'Not confirmed';
  }
}
