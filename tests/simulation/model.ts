import type { Change, Row } from '@rockon/sync';
import { type ModelBackup, ModelServer } from '@rockon/sync/testing';
import { BAND } from './names.ts';
import { simSchema } from './schema.ts';
import type { Announcement, SimServer } from './server.ts';

/** The protocol's description as a server: plain maps, without delays. */
export class ModelSimServer implements SimServer {
  readonly complaints: readonly string[] = [];
  protected readonly model = new ModelServer({ user: simSchema.userTables, scope: simSchema.scopeTables });
  readonly #members = new Set<string>();
  #backup: ModelBackup | null = null;
  #owner = '';

  async begin(users: readonly string[]): Promise<void> {
    [this.#owner = ''] = users;
    for (const user of users) this.model.addUser(user);
    this.model.addScope(BAND, users);
    for (const user of users) this.#members.add(user);
  }

  push: SimServer['push'] = async (user, request) => this.model.push(user, request);
  pull: SimServer['pull'] = async (user, request) => this.model.pull(user, request);
  snapshot: SimServer['snapshot'] = async (user, request) => this.model.snapshot(user, request);
  mayHear = async (user: string, topic: string) => this.model.mayHear(user, topic);

  onAnnouncement(listener: (announcement: Announcement) => void): () => void {
    return this.model.onAnnouncement(({ scope, epoch, topic, changes }) => {
      const seq = changes.at(-1)?.seq ?? 0;
      listener(
        changes.length <= 20
          ? { topic, changes: { scope, epoch, changes: [...changes] } }
          : { topic, head: { scope, seq } },
      );
    });
  }

  async join(user: string): Promise<void> {
    this.model.join(BAND, user);
    this.model.makeViewer(BAND, user, false);
  }

  remove = async (user: string) => this.model.remove(BAND, user);
  setRole = async (user: string, role: 'member' | 'viewer') => this.model.makeViewer(BAND, user, role === 'viewer');
  prune = async () => this.model.prune(BAND);

  async backup(): Promise<void> {
    this.#backup = this.model.backup();
  }

  async restore(): Promise<void> {
    if (this.#backup) this.model.restore(this.#backup);
  }

  log = (): readonly Change[] => this.model.log(BAND);

  epoch(): string {
    const request = { protocol: 1, cursors: { [BAND]: null }, limit: 1 };
    return this.model.pull(this.#owner, request).scopes[BAND]?.epoch ?? '';
  }

  rows = async (table: string): Promise<readonly Row[]> => this.model.rows(BAND, table);
  purged = (): boolean => false;
  busy = (): boolean => false;
  quiet = async (): Promise<void> => {};
}
