import { band, entry, row, songs } from './rows.ts';

/**
 * Databases of other versions of the app, created with the browser's own API so that code changes do not affect them.
 * Dexie's version n is IndexedDB's version 10 n.
 */

/** A database of version 1: 300 unsent mutations and some rows. Never edit. */
export function makeVersion1(name: string): Promise<void> {
  return openRaw(name, 10, (database) => {
    database.createObjectStore('meta').put(
      {
        commit: 41,
        clientId: 'old-client',
        nextMutation: 301,
        sentUpTo: 12,
        term: 3,
        lastSyncAt: 1_000,
        writer: 'w',
      },
      'device',
    );
    database
      .createObjectStore('scopes', { keyPath: 'scope' })
      .put({ scope: band, cursor: { seq: 7, epoch: 'e' }, topic: 'scope:band-1:1', generation: 5 });
    const outbox = database.createObjectStore('outbox', { keyPath: 'id' });
    outbox.createIndex('[scope+table+record]', ['scope', 'table', 'record']);
    for (let id = 1; id <= 300; id++) outbox.put(entry(id, `song-${id}`));
    database
      .createObjectStore('rows', { keyPath: ['scope', 'table', 'row.id'] })
      .put({ scope: band, table: songs, seq: 7, row: row('b', 2) });
    database
      .createObjectStore('segments', { keyPath: ['scope', 'table', 'generation', 'commit', 'part'] })
      .put({ scope: band, table: songs, generation: 5, commit: 9, part: 0, rows: [row('a', 1), row('b', 1)] });
    database
      .createObjectStore('setAside', { keyPath: 'n', autoIncrement: true })
      .put({ scope: 'band-2', reason: 'removed', entries: [entry(2, 'z')] });
    database.createObjectStore('log', { keyPath: 'n', autoIncrement: true });
  });
}

/** Upgrades the database as a future version would. */
export function upgradeFarAhead(name: string): Promise<void> {
  return openRaw(name, 990, (database) => {
    database.createObjectStore('something-new');
  });
}

function openRaw(name: string, version: number, upgrade: (database: IDBDatabase) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
}
