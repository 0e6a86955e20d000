import type { RecordKey, Row, SyncEngine } from '@rockon/sync';
import { seededRandom, settled, VirtualClock } from '@rockon/sync/testing';
import { checkRest } from './checks.ts';
import { type Saboteur, SimDevice, type SimTab } from './device.ts';
import { Ledger } from './ledger.ts';
import { brokenLogRules } from './log-rules.ts';
import { BAND, leaderLockName, markId, recordId, userId } from './names.ts';
import type { Scenario, SimEvent } from './scenario.ts';
import { ENTITIES, FIRST_TEXT, isText, withLine } from './schema.ts';
import type { SimServer } from './server.ts';

export interface Violation {
  readonly rule: string;
  readonly detail: string;
  readonly step: number;
}

/** Thrown at the first violation: later ones may be consequences of it. */
export class Violated extends Error {
  constructor(readonly violation: Violation) {
    super(`${violation.rule}: ${violation.detail}`);
  }
}

/** A second band, which no scenario edits. */
const ELSEWHERE = 'elsewhere';

/** Server, devices and time of one scenario. */
export class SimWorld {
  readonly clock = new VirtualClock(undefined, () => this.#atRest());
  readonly server: SimServer;
  readonly devices: SimDevice[] = [];
  readonly ledger: Ledger;
  readonly members: Set<string>;
  readonly viewers = new Set<string>();
  step = 0;
  readonly #random: () => number;
  readonly #users: readonly string[];
  #atBackup: { readonly viewers: ReadonlySet<string> } | null = null;
  #records: RecordKey[] = [];
  readonly #forms = new WeakMap<SimTab, { readonly key: RecordKey; readonly row: Row; readonly path: number }>();
  #violation: Violation | null = null;

  constructor(
    readonly scenario: Scenario,
    server: SimServer,
    readonly saboteur: Saboteur | null = null,
  ) {
    this.#random = seededRandom(scenario.seed ^ 0x5eed);
    this.server = saboteur?.server?.(server) ?? server;
    this.#users = [...new Set(scenario.devices)].map(userId);
    this.members = new Set(this.#users);
    const mayWrite = (user: string) => this.members.has(user) && !this.viewers.has(user);
    this.ledger = new Ledger(this.server, (change, before, mutation) => {
      for (const [rule, detail] of brokenLogRules(change, before, mutation, mayWrite)) this.violate(rule, detail);
    });
  }

  /** Resolves when no promise is ready and the server has no call in progress. */
  async #atRest(): Promise<void> {
    await settled();
    while (this.server.busy()) {
      await this.server.quiet();
      await settled();
    }
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
    await this.server.begin(this.#users);
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
    else if (event.kind === 'rest') {
      await this.clock.advance(event.ms);
      this.ledger.follow();
      await checkRest(this);
    } else await this.#onServer(event);
    await this.clock.advance(0);
    this.ledger.follow();
  }

  // Complex because it is one flat switch: a case for every kind of event.
  async #inTab(tab: SimTab, event: Extract<SimEvent, { tab: number }>): Promise<void> {
    const { engine, device } = tab;
    const { repository } = engine;
    if (['retry', 'discard', 'kill', 'close', 'steal'].includes(event.kind)) device.rate.reset(this.clock.now());
    switch (event.kind) {
      case 'insert': {
        const id = recordId(this.#records.length);
        const { table } = ENTITIES[this.#records.length % 2 === 0 ? 0 : 1];
        this.#records.push({ scope: BAND, table, id });
        const token = this.ledger.token();
        const whole = table === 'songs' ? { title: token, notes: FIRST_TEXT } : { title: token };
        const set = event.refused ? { title: '', key: token } : whole;
        this.#write(tab, { record: id, paths: ['title', 'key'], tokens: [token] }, () =>
          repository.insert(BAND, table, set, id),
        );
        return;
      }
      case 'write': {
        const key = this.#record(event.record);
        if (key) this.#edit(tab, key, event.path, this.#shown(engine, key));
        return;
      }
      case 'form': {
        const key = this.#record(event.record);
        const row = key && this.#shown(engine, key);
        if (key && row) this.#forms.set(tab, { key, row, path: event.path });
        return;
      }
      case 'save': {
        const form = this.#forms.get(tab);
        if (!form || !this.#shown(engine, form.key)) return;
        this.#forms.delete(tab);
        this.ledger.count('forms saved');
        this.#edit(tab, form.key, form.path, form.row, form.row);
        return;
      }
      case 'delete': {
        const key = this.#record(event.record);
        if (!key || !this.#shown(engine, key)) return;
        this.#write(tab, { record: key.id, paths: ['*'], tokens: [] }, () => repository.delete(key));
        return;
      }
      case 'restore': {
        const key = this.#record(event.record);
        if (key) this.#write(tab, { record: key.id, paths: ['*'], tokens: [] }, () => repository.restore(key));
        return;
      }
      case 'mark': {
        const key = this.#record(event.record);
        const row = key && this.#shown(engine, key);
        if (!key || !row) return;
        const mark = { recordTable: key.table, recordId: key.id, seenVersion: row.version };
        void repository.insert(device.user, 'read_marks', mark, markId(device.user, key.id)).catch(() => undefined);
        return;
      }
      case 'resolve': {
        const conflict = engine
          .query({ scope: BAND, table: 'conflicts' })
          .get()
          .rows.find((row) => row.open);
        if (!conflict) return;
        const path = String(conflict.path);
        const kept: RecordKey = { scope: BAND, table: String(conflict.recordTable), id: String(conflict.recordId) };
        // A conflict about a deletion has no value to write.
        if (event.keep === 'mine' && path !== '*' && path !== 'deleted_at' && this.#shown(engine, kept))
          this.#write(tab, { record: kept.id, paths: [path], tokens: [] }, () =>
            repository.update(kept, { [path]: conflict.mine ?? null }),
          );
        void repository
          .update({ scope: BAND, table: 'conflicts', id: conflict.id }, { open: false, resolution: event.keep })
          .catch(() => undefined);
        this.ledger.count('conflicts resolved');
        if (isText(kept.table, path)) this.ledger.chosen.add(kept.id);
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
        device.locks.steal(leaderLockName(device.user));
        return;
    }
  }

  /** Writes a new word at a path of a record. `base`: the row as it was when a form was opened. */
  #edit(tab: SimTab, key: RecordKey, nth: number, seen: Row | undefined, base?: Row): void {
    if (!seen) return;
    const paths = ENTITIES.find(({ table }) => table === key.table)?.paths ?? ['title'];
    const path = paths[nth % paths.length] ?? 'title';
    if (path === 'items/a/note' && !(seen.items as Record<string, unknown> | null)?.a) return;
    const token = this.ledger.token();
    const text = isText(key.table, path);
    const word = text ? withLine(seen[path], token, this.step) : token;
    const value = path === 'items/a' ? { note: token } : word;
    this.#write(tab, { record: key.id, paths: [path], tokens: [token] }, () =>
      tab.engine.repository.update(key, { [path]: value }, base),
    );
  }

  // Complex because it is one flat switch: a case for every kind of event.
  async #onDevice(device: SimDevice, event: Extract<SimEvent, { device: number }>): Promise<void> {
    if (event.kind !== 'network' && event.kind !== 'partial') device.rate.reset(this.clock.now());
    switch (event.kind) {
      case 'network':
        device.network = event.mode;
        return;
      case 'partial':
        device.partial = event.failure;
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
        device.tabs[0]?.failNextCommit('abort');
        return;
      case 'full': {
        const [tab] = device.tabs;
        // The band in use is never evicted, so open another one first.
        void tab?.engine.open(ELSEWHERE).catch(() => undefined);
        await this.clock.advance(20);
        tab?.failNextCommit('quota');
        return;
      }
      case 'enter':
        void device.tabs[0]?.engine.open(BAND).catch(() => undefined);
        return;
      case 'compact':
        void device.tabs[0]?.compact().catch(() => undefined);
        return;
      case 'session':
        device.session = event.there;
        if (!event.there && device.pushing) this.ledger.count('sessions lost during a push');
        if (event.there) for (const tab of device.tabs) tab.engine.sessionChanged('signed-in');
        return;
      case 'clock':
        device.skewMs += event.hours * 3_600_000;
        return;
    }
  }

  async #onServer(event: SimEvent): Promise<void> {
    const { server, ledger } = this;
    // Earlier changes are checked with the rights of their time.
    ledger.follow();
    switch (event.kind) {
      case 'membership': {
        const user = this.#other(event.user);
        if (!user || event.join === this.members.has(user)) return;
        this.viewers.delete(user);
        if (event.join) {
          await server.join(user);
          this.members.add(user);
          ledger.count('members rejoined');
        } else {
          await server.remove(user);
          this.members.delete(user);
          ledger.count('members removed');
        }
        return;
      }
      case 'role': {
        const user = this.#other(event.user);
        if (!user || !this.members.has(user)) return;
        await server.setRole(user, event.role);
        if (event.role === 'viewer') this.viewers.add(user);
        else this.viewers.delete(user);
        return;
      }
      case 'prune':
        await server.prune(event.keep ?? 0);
        return;
      case 'backup':
        await server.backup();
        ledger.backup();
        this.#atBackup = { viewers: new Set(this.viewers) };
        return;
      case 'server-restore': {
        if (!this.#atBackup) return;
        await server.restore();
        ledger.restored();
        this.viewers.clear();
        for (const user of this.#atBackup.viewers) this.viewers.add(user);
        // The restored server has the members of the backup: everyone else joins again.
        for (const user of this.#users) {
          await server.join(user);
          this.members.add(user);
          if (this.viewers.has(user)) await server.setRole(user, 'viewer');
        }
        ledger.count('server restores');
        return;
      }
    }
  }

  /** Any user but the first, whose membership never changes, so that one device always converges. */
  #other(index: number): string | undefined {
    const user = this.#users[index % this.#users.length];
    return user === this.#users[0] ? undefined : user;
  }

  #record(index: number): RecordKey | undefined {
    return this.#records[index % Math.max(1, this.#records.length)];
  }

  #shown(engine: SyncEngine, key: RecordKey) {
    return engine.record(key).get();
  }

  /** The state as one line: two runs of a scenario must agree on it at every step. */
  fingerprint(): string {
    const devices = this.devices.map(
      ({ disk, requests, tabs }) =>
        `${disk.meta.commit}/${disk.outbox.size}/${disk.scopes.get(BAND)?.cursor?.seq ?? '-'}/${requests}/${tabs.length}`,
    );
    return `log ${this.server.log().length}, devices ${devices.join(' ')}`;
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

  /** Ends all faults; everything must then recover by itself. */
  async heal(): Promise<void> {
    for (const device of this.devices) {
      device.network = 'good';
      device.partial = null;
      device.session = true;
      device.connectivity.set('online');
      device.connectivity.set('visible');
      device.setSocket('up');
      if (device.tabs.length === 0) await device.open();
      for (const tab of device.tabs) {
        tab.failNextCommit('none');
        tab.engine.sessionChanged('signed-in');
      }
      void device.tabs[0]?.engine.open(BAND);
    }
    await this.clock.advance(120_000);
    this.ledger.follow();
  }
}
