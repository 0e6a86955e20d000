import { Dexie } from 'dexie/dist/modern/dexie.mjs';
import { SyncError } from '../../protocol/errors.ts';
import { uuid } from '../uuid.ts';
import { isConnectionLost } from './errors.ts';
import { STORAGE_MESSAGES, type StorageMessages } from './messages.ts';
import { firstMeta, META, type SchemaVersion, VERSIONS } from './schema.ts';
import { type TransactionOptions, transact } from './transaction.ts';

/**
 * Why this tab cannot use its database. `outdated`: a newer version of the app upgraded the database; reload this tab.
 * `removed`: another tab deleted the database. `blocked`: another tab with an older version of the app keeps this one
 * from upgrading the database until it is closed.
 */
export type ConnectionTrouble = 'outdated' | 'removed' | 'blocked';

export interface ConnectionOptions {
  readonly name: string;
  readonly messages?: StorageMessages | undefined;
  readonly onTrouble?: ((trouble: ConnectionTrouble) => void) | undefined;
  readonly versions?: readonly SchemaVersion[] | undefined;
}

/**
 * One connection to one database, opened on first use and again when the browser has closed it. It closes whenever
 * another tab upgrades or deletes the database: otherwise that tab would wait until the browser restarts. It does not
 * open again after that, because the database would not be the same one.
 */
export class Connection {
  readonly messages: StorageMessages;
  readonly #dexie: Dexie;
  readonly #newest: number;
  readonly #onTrouble: (trouble: ConnectionTrouble) => void;
  #gone: SyncError | null = null;
  #opening: Promise<unknown> | null = null;

  constructor({ name, messages = STORAGE_MESSAGES, onTrouble = () => {}, versions = VERSIONS }: ConnectionOptions) {
    this.messages = messages;
    this.#onTrouble = onTrouble;
    this.#newest = Math.max(...versions.map(({ number }) => number));
    this.#dexie = new Dexie(name, { autoOpen: false });
    for (const { number, stores, upgrade } of versions) {
      const version = this.#dexie.version(number).stores({ ...stores });
      if (upgrade) version.upgrade((transaction) => upgrade(transaction.idbtrans));
    }
    // In the transaction that creates the database, so that two tabs opening it at once share one client id.
    this.#dexie.on('populate', (transaction) => transaction.table('meta').add(firstMeta(uuid()), META));
    this.#dexie.on('versionchange', (event) => this.#giveWay(event.newVersion ? 'outdated' : 'removed'));
    this.#dexie.on('blocked', () => {
      this.#onTrouble('blocked');
      return false;
    });
  }

  /** Runs one transaction; runs it again on a new connection if the old one was closed meanwhile. */
  async run<T>(options: TransactionOptions, body: (transaction: IDBTransaction) => Promise<T>): Promise<T> {
    try {
      return await transact(await this.#open(), options, body);
    } catch (error) {
      if (this.#gone) throw this.#gone;
      if (!isConnectionLost(error)) throw error;
      this.#dexie.close();
      return await transact(await this.#open(), options, body);
    }
  }

  close(): void {
    this.#gone ??= new SyncError('defect', this.messages.engineFailed('the database is closed'));
    this.#dexie.close();
  }

  async destroy(): Promise<void> {
    this.close();
    await Dexie.delete(this.#dexie.name);
  }

  async #open(): Promise<IDBDatabase> {
    if (this.#gone) throw this.#gone;
    if (!this.#dexie.isOpen()) {
      this.#opening ??= Promise.resolve(this.#dexie.open()).finally(() => {
        this.#opening = null;
      });
      await this.#opening;
      this.#refuseNewer();
    }
    return this.#dexie.backendDB();
  }

  /** Dexie silently opens a database of a newer version; writing to an unknown schema could lose data. */
  #refuseNewer(): void {
    if (Math.floor(this.#dexie.backendDB().version / 10) <= this.#newest) return;
    this.#giveWay('outdated');
    throw this.#gone;
  }

  #giveWay(trouble: 'outdated' | 'removed'): false {
    this.#gone ??=
      trouble === 'outdated'
        ? new SyncError('upgrade-required', this.messages.storageOutdated)
        : new SyncError('defect', this.messages.storageRemoved);
    this.#dexie.close();
    this.#onTrouble(trouble);
    return false;
  }
}
