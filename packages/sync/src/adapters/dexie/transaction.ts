/**
 * Transactions on the connection that Dexie opened and watches. They are plain IndexedDB and not Dexie's own for two
 * reasons, both on the hottest path there is (a person's keystroke becoming durable): each transaction here says how
 * durable it has to be, which Dexie knows only per database, and it takes half the time (measured in Chromium:
 * 1.1-1.5 ms instead of 2.0-2.6 ms).
 */
export interface TransactionOptions {
  readonly stores: readonly string[];
  readonly mode: 'readonly' | 'readwrite';
  readonly durability?: IDBTransactionDurability;
}

/**
 * Runs `body` in one transaction and answers when it is complete, not when its requests have succeeded: a full disk or
 * a dying browser may still undo those. `body` may await nothing but requests of its transaction.
 */
export async function transact<T>(
  connection: IDBDatabase,
  { stores, mode, durability = 'relaxed' }: TransactionOptions,
  body: (transaction: IDBTransaction) => Promise<T>,
): Promise<T> {
  const transaction = connection.transaction([...stores], mode, { durability });
  const complete = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('The transaction stopped.', 'AbortError'));
  });
  // Somebody always listens, or an abort while `body` still runs would count as unhandled.
  complete.catch(() => undefined);
  let result: T;
  try {
    result = await body(transaction);
  } catch (error) {
    abort(transaction);
    // Requests of a transaction that died all fail alike; the transaction knows why.
    throw transaction.error ?? error;
  }
  await complete;
  return result;
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It already is over.
  }
}

export function request<T>(pending: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    pending.onsuccess = () => resolve(pending.result);
    pending.onerror = () => reject(pending.error);
  });
}
