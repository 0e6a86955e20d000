import type { RecordKey, SyncEngine } from '@rockon/sync';
import { type ModelBackup, ModelServer, seededRandom, VirtualClock } from '@rockon/sync/testing';
import { BAND, bookSchema, PATHS } from './book.ts';
import { type Saboteur, SimDevice, type SimTab } from './device.ts';
import { Ledger } from './ledger.ts';
import type { Scenario, SimEvent } from './scenario.ts';

export interface Violation {
  readonly rule: string;
  readonly detail: string;
  readonly step: number;
}

/** Thrown at the first violation: what comes after a broken promise says nothing. */
export class Violated extends Error {
  constructor(readonly violation: Violation) {
    super(`${violation.rule}: ${violation.detail}`);
  }
}

const key = (id: string): RecordKey => ({ scope: BAND, table: 'songs', id });

/** Server, devices and time of one scenario. */
export class SimWorld {
  readonly clock = new VirtualClock();
  readonly server = new ModelServer({ user: bookSchema.userTables, scope: bookSchema.scopeTables });
  readonly devices: SimDevice[] = [];
  readonly ledger: Ledger;
  readonly members = new Set<string>();
  step = 0;
  #random: () => number;
  #backup: ModelBackup | null = null;
  #records: string[] = [];
  #violation: Violation | null = null;

  constructor(
    readonly scenario: Scenario,
    readonly saboteur: Saboteur | null = null,
  ) {
    this.#random = seededRandom(scenario.seed ^ 0x5eed);
    this.ledger = new Ledger(this.server);
    const users = [...new Set(scenario.devices)];
    for (const user of users) this.server.addUser(user);
    this.server.addScope(BAND, users);
    for (const user of users) this.members.add(user);
  }

  chance = (): number => this.#random();

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.clock.after(ms, resolve));
  }

  violate(rule: string, detail: string): void {
    this.#violation ??= { rule, detail, step: this.step };
  }

  throwIfViolated(): void {
    if (this.#violation) throw new Violated(this.#violation);
  }

  async begin(): Promise<void> {
    for (const [index, user] of this.scenario.devices.entries()) {
      const device = new SimDevice(this, user, index);
      this.devices.push(device);
      await device.open();
    }
    await this.clock.advance(2_000);
  }

  tabs(): SimTab[] {
    return this.devices.flatMap((device) => device.tabs);
  }

  async happen(event: SimEvent): Promise<void> {
    this.step += 1;
    if ('tab' in event) {
      const tabs = this.tabs();
      const tab = tabs[event.tab % tabs.length];
      if (tab) await this.#inTab(tab, event);
    } else if ('device' in event) {
      const device = this.devices[event.device % this.devices.length];
      if (device) await this.#onDevice(device, event);
    } else if (event.kind === 'wait') await this.clock.advance(event.ms);
    else this.#onServer(event);
    await this.clock.advance(0);
    this.ledger.follow();
  }

  async #inTab(tab: SimTab, event: Extract<SimEvent, { tab: number }>): Promise<void> {
    const { engine, device } = tab;
    const { repository } = engine;
    switch (event.kind) {
      case 'insert': {
        const id = `song-${this.#records.length}`;
        this.#records.push(id);
        const token = this.ledger.token();
        const title = event.refused ? '' : token;
        this.#write(tab, { record: id, paths: ['title', 'key'], tokens: event.refused ? [token] : [token] }, () =>
          repository.insert(BAND, 'songs', { title, ...(event.refused ? { key: token } : {}) }, id),
        );
        return;
      }
      case 'write': {
        const id = this.#record(event.record);
        const path = PATHS[event.path % PATHS.length] ?? 'title';
        const row = id && this.#shown(engine, id);
        if (!id || !row) return;
        if (path === 'items/a/note' && !(row.items as Record<string, unknown> | null)?.a) return;
        const token = this.ledger.token();
        const value = path === 'items/a' ? { note: token } : token;
        this.#write(tab, { record: id, paths: [path], tokens: [token] }, () =>
          repository.update(key(id), { [path]: value }),
        );
        return;
      }
      case 'delete': {
        const id = this.#record(event.record);
        if (!id || !this.#shown(engine, id)) return;
        this.#write(tab, { record: id, paths: ['*'], tokens: [] }, () => repository.delete(key(id)));
        return;
      }
      case 'restore': {
        const id = this.#record(event.record);
        if (id) this.#write(tab, { record: id, paths: ['*'], tokens: [] }, () => repository.restore(key(id)));
        return;
      }
      case 'mark': {
        const id = this.#record(event.record);
        const row = id && this.#shown(engine, id);
        if (id && row) void repository.insert(device.user, 'marks', { seen: row.version }, id).catch(() => undefined);
        return;
      }
      case 'resolve': {
        const conflict = engine
          .query({ scope: BAND, table: 'conflicts' })
          .get()
          .rows.find((row) => row.open);
        if (!conflict) return;
        const path = String(conflict.path);
        const kept = String(conflict.recordId);
        if (event.keep === 'mine' && path !== '*' && this.#shown(engine, kept))
          this.#write(tab, { record: kept, paths: [path], tokens: [] }, () =>
            repository.update(key(kept), { [path]: conflict.mine ?? null }),
          );
        void repository
          .update({ scope: BAND, table: 'conflicts', id: conflict.id }, { open: false })
          .catch(() => undefined);
        return;
      }
      case 'retry':
      case 'discard': {
        const [failed] = engine.failed.get();
        if (!failed) return;
        if (event.kind === 'discard') this.ledger.discarded(device, failed.id);
        void repository[event.kind](failed.mutation).catch(() => undefined);
        return;
      }
      case 'kill':
        tab.kill();
        return;
      case 'close':
        device.tabs = device.tabs.filter((other) => other !== tab);
        await Promise.all([engine.stop(), this.clock.advance(20)]);
        tab.kill();
        return;
      case 'steal':
        device.locks.steal(`rockon-sync-${device.user}`);
        return;
    }
  }

  async #onDevice(device: SimDevice, event: Extract<SimEvent, { device: number }>): Promise<void> {
    switch (event.kind) {
      case 'network':
        device.network = event.mode;
        return;
      case 'socket':
        device.setSocket(event.mode);
        return;
      case 'connectivity':
        device.connectivity.set(event.event);
        return;
      case 'open':
        if (device.tabs.length < 3) await device.open();
        return;
      case 'crash':
        for (const tab of [...device.tabs]) tab.kill();
        await device.open();
        return;
      case 'storage-fault':
        device.tabs[0]?.failNextCommit();
        return;
      case 'compact':
        void device.tabs[0]?.engine;
        return;
      case 'session':
        device.session = event.there;
        if (event.there) for (const tab of device.tabs) tab.engine.sessionChanged();
        return;
      case 'clock':
        device.skewMs += event.hours * 3_600_000;
        return;
    }
  }

  #onServer(event: SimEvent): void {
    switch (event.kind) {
      case 'membership': {
        const users = [...new Set(this.scenario.devices)];
        const user = users[event.user % users.length];
        // The first user stays: somebody has to be there to compare with.
        if (!user || user === users[0]) return;
        if (event.join && !this.members.has(user)) this.server.join(BAND, user);
        else if (!event.join && this.members.has(user)) this.server.remove(BAND, user);
        if (event.join) this.members.add(user);
        else this.members.delete(user);
        return;
      }
      case 'prune':
        this.server.prune(BAND);
        return;
      case 'backup':
        this.#backup = this.server.backup();
        this.ledger.backup();
        return;
      case 'server-restore': {
        if (!this.#backup) return;
        this.server.restore(this.#backup);
        this.ledger.restored();
        // The restored server has the members of then; the world agrees with it.
        for (const user of new Set(this.scenario.devices)) this.server.join(BAND, user);
        for (const user of new Set(this.scenario.devices)) this.members.add(user);
        return;
      }
    }
  }

  #record(index: number): string | undefined {
    return this.#records[index % Math.max(1, this.#records.length)];
  }

  #shown(engine: SyncEngine, id: string) {
    return engine.record(key(id)).get();
  }

  #write(
    tab: SimTab,
    what: { record: string; paths: readonly string[]; tokens: readonly string[] },
    write: () => Promise<unknown>,
  ): void {
    const entry = this.ledger.writing(tab.device, what.record, what.paths, what.tokens);
    write().then(
      () => entry.saved(),
      () => entry.failed(),
    );
  }

  /** Ends every trouble; what is left must come right by itself. */
  async heal(): Promise<void> {
    for (const device of this.devices) {
      device.network = 'good';
      device.session = true;
      device.connectivity.set('online');
      device.connectivity.set('visible');
      device.setSocket('up');
      if (device.tabs.length === 0) await device.open();
      for (const tab of device.tabs) tab.engine.sessionChanged();
    }
    await this.clock.advance(120_000);
    this.ledger.follow();
  }
}
