import { Dexie } from 'dexie';
import { SyncError } from '../../protocol/errors.ts';
import { DEFAULT_MESSAGES, type SyncMessages } from '../../protocol/messages.ts';
import { uuid } from '../uuid.ts';
import { isConnectionLost } from './errors.ts';
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
  readonly messages?: SyncMessages | undefined;
  readonly onTrouble?: ((trouble: ConnectionTrouble) => void) | undefined;
  readonly versions?: readonly SchemaVersion[] | undefined;
}

/**
 * One connection to one database, opened when it is first needed and opened anew when the browser took it away.
 *
 * It always gives way: a tab that held on while another one upgrades or deletes would keep that one waiting until the
 * browser is restarted. Having given way it does not come back, for what it would find is not its database any more.
 */
export class Connection {
  readonly messages: SyncMessages;
  readonly #dexie: Dexie;
  readonly #newest: number;
  readonly #onTrouble: (trouble: ConnectionTrouble) => void;
  #gone: SyncError | null = null;
  #opening: Promise<unknown> | null = null;

  constructor({ name, messages = DEFAULT_MESSAGES, onTrouble = () => {}, versions = VERSIONS }: ConnectionOptions) {
    this.messages = messages;
    this.#onTrouble = onTrouble;
    this.#newest = Math.max(...versions.map(({ number }) => number));
    this.#dexie = new Dexie(name, { autoOpen: false });
    for (const { number, stores, upgrade } of versions) {
      const version = this.#dexie.version(number).stores({ ...stores });
      if (upgrade) version.upgrade((transaction) => upgrade(transaction.idbtrans));
    }
    // Part of the transaction that creates the database: two tabs opening it at once still make one device.
    this.#dexie.on('populate', (transaction) => transaction.table('meta').add(firstMeta(uuid()), META));
    this.#dexie.on('versionchange', (event) => this.#giveWay(event.newVersion ? 'outdated' : 'removed'));
    this.#dexie.on('blocked', () => {
      this.#onTrouble('blocked');
      return false;
    });
  }

  /** Runs one transaction; once more on a new connection if the old one was closed under it. */
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

  /** Dexie opens a database of a newer version without a word; writing into what one does not know loses work. */
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
