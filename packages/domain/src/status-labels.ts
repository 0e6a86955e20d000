/** The sync state of a record as far as words are concerned. */
export interface StatusForWords {
  readonly kind: 'conflict' | 'error' | 'syncing' | 'pending' | 'unread' | 'synced' | 'unknown';
  readonly error?: { readonly message: string };
}

/** What an icon says to who cannot see it, and in its tooltip. `actor` is who made the unread change, if known. */
export function statusWords(status: StatusForWords, actor: string | null): string {
  switch (status.kind) {
    case 'conflict':
      return 'Two versions: choose';
    case 'error':
      return `Not saved: ${status.error?.message ?? 'the server refused it'}`;
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
