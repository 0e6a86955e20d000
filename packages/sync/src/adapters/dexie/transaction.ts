/**
 * Transactions on the connection that Dexie opened. They are plain IndexedDB and not Dexie's own for two reasons, both
 * for making an edit durable fast: each transaction sets its own durability, which Dexie allows only per database, and it
 * takes half the time (1.1-1.5 ms instead of 2.0-2.6 ms, measured in Chromium).
 */
export interface TransactionOptions {
  readonly stores: readonly string[];
  readonly mode: 'readonly' | 'readwrite';
  readonly durability?: IDBTransactionDurability;
}

/**
 * Runs `body` in one transaction and resolves when the transaction has completed, not when its requests have succeeded: a
 * full disk or a crashing browser can still undo those. `body` may await only requests of its transaction.
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
  // Without a handler, an abort while `body` still runs would be an unhandled rejection.
  complete.catch(() => undefined);
  let result: T;
  try {
    result = await body(transaction);
  } catch (error) {
    abort(transaction);
    // After an abort all requests fail with the same error; the transaction has the cause.
    throw transaction.error ?? error;
  }
  await complete;
  return result;
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has already ended.
  }
}

export function request<T>(pending: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    pending.onsuccess = () => resolve(pending.result);
    pending.onerror = () => reject(pending.error);
  });
}
