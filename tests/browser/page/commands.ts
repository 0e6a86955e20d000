import { createLeaderLock, createTabChannel } from '@rockon/sync/browser';
import { createDexieRepository } from '@rockon/sync/dexie';
import { type DefineCase, leaderLockContract, localRepositoryContract, tabChannelContract } from '@rockon/sync/testing';
import { makeVersion1, upgradeFarAhead } from './other-versions.ts';
import { band, entry, page, row, songs } from './rows.ts';

type LocalRepository = ReturnType<typeof createDexieRepository>;
type Case = { readonly title: string; readonly run: () => Promise<void> };

/**
 * The commands that tests run in a tab; arguments and results are plain values. Like the app, the tab keeps one repository
 * open.
 */
const suites: Readonly<Record<string, readonly Case[]>> = {
  'local repository': gather(localRepositoryContract, () => {
    const name = crypto.randomUUID();
    return { open: () => createDexieRepository({ name }) };
  }),
  'leader lock': gather(leaderLockContract, () => {
    // Each case runs as a separate device.
    const device = crypto.randomUUID();
    return {
      tab: () => {
        const lock = createLeaderLock();
        return { lead: (name, body) => lock.lead(`${device}/${name}`, body) };
      },
    };
  }),
  'tab channel': gather(tabChannelContract, () => {
    const name = crypto.randomUUID();
    return { tab: () => createTabChannel(name) };
  }),
};

function gather<Harness>(suite: (define: DefineCase<Harness>) => void, harness: () => Harness): readonly Case[] {
  const cases: Case[] = [];
  suite((title, run) => cases.push({ title, run: () => run(harness()) }));
  return cases;
}

let repository: LocalRepository | null = null;
let trouble: string | null = null;
let leading = false;
let stoleLock = false;

/** Records whether this tab stole a lock. Only a hanging leader's lock is stolen; a closed one releases its lock. */
function watchForStealing(locks: LockManager): void {
  const request = new Proxy(locks.request, {
    apply(target, manager, [name, options, ...rest]) {
      stoleLock ||= typeof options === 'object' && options.steal === true;
      return Reflect.apply(target, manager, [name, options, ...rest]);
    },
  });
  Object.defineProperty(locks, 'request', { value: request });
}
// A page loaded over plain http has no Web Locks.
if ('locks' in navigator) watchForStealing(navigator.locks);

function opened(): LocalRepository {
  if (!repository) throw new Error('open a database first');
  return repository;
}

const commands = {
  titles: (suite: string) => (suites[suite] ?? []).map(({ title }) => title),

  /** The error, or null. */
  async runCase(suite: string, title: string): Promise<string | null> {
    try {
      await suites[suite]?.find((each) => each.title === title)?.run();
      return null;
    } catch (error) {
      return error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
  },

  async open(name: string): Promise<void> {
    trouble = null;
    repository = createDexieRepository({ name, onTrouble: (what) => (trouble = what) });
    await repository.load();
  },

  trouble: () => trouble,
  makeVersion1,
  upgradeFarAhead,

  /** The kind of error when opening, or null. */
  async refusal(name: string): Promise<string | null> {
    return kindOf(() => commands.open(name));
  },

  /** The kind of error of one more edit, or null. */
  async editRefusal(): Promise<string | null> {
    return kindOf(() => commands.append(1));
  },

  /** Writes `count` mutations one after another and returns the commit numbers. */
  async append(count: number): Promise<readonly number[]> {
    const numbers: number[] = [];
    for (let index = 0; index < count; index++) {
      const commit = await opened().commit({
        records: [{ scope: band, table: songs, id: 'a' }],
        decide: ({ meta }) => ({
          meta: { nextMutation: meta.nextMutation + 1 },
          outboxPut: [entry(meta.nextMutation, 'a')],
        }),
      });
      numbers.push(commit?.number ?? -1);
    }
    return numbers;
  },

  /** Never ends; for a tab that is killed meanwhile. */
  appendForever(): void {
    void (async () => {
      for (;;) await commands.append(1);
    })();
  },

  async outboxIds(): Promise<readonly number[]> {
    return (await opened().load()).outbox.map(({ id }) => id);
  },

  async state() {
    const { meta, outbox, rows, setAside } = await opened().load();
    return { meta, outbox, setAside, rows: rows.flatMap((table) => table.rows) };
  },

  /** Writes rows of this size until one fails; returns the kind of error. */
  async fill(bytes: number): Promise<{ readonly kind: string; readonly commits: number }> {
    for (let seq = 1; ; seq++) {
      try {
        const big = { ...row(`big-${seq}`, 1), notes: noise(bytes) };
        await opened().commit({ decide: () => ({ rows: [{ scope: band, table: songs, seq, row: big }] }) });
      } catch (error) {
        return { kind: nameOf(error), commits: seq - 1 };
      }
    }
  },

  /** Evicts the band: deletes all of its rows, as an engine does on a full device. */
  async evict(): Promise<string | null> {
    return kindOf(() =>
      opened().commit({
        reclaimsSpace: true,
        scope: band,
        decide: () => ({ scopes: { [band]: null }, meta: { evicted: { [band]: null } } }),
      }),
    );
  },

  /** Milliseconds to store `count` rows as snapshot pages, and to load them again. */
  async timeRows(count: number): Promise<{ readonly write: number; readonly load: number }> {
    const started = performance.now();
    const perPage = 2_500;
    for (let from = 0; from < count; from += perPage) {
      const rows = Array.from({ length: Math.min(perPage, count - from) }, (_, index) => row(String(from + index), 1));
      await opened().commit({ decide: () => page(1, rows) });
    }
    await opened().commit({
      decide: () => ({ scopes: { [band]: { cursor: { seq: 1, epoch: 'e' }, topic: null, generation: 1 } } }),
    });
    const written = performance.now();
    const state = await opened().load();
    const loaded = performance.now();
    const found = state.rows.reduce((sum, { rows }) => sum + rows.length, 0);
    if (found !== count) throw new Error(`${found} rows instead of ${count}`);
    return { write: written - started, load: loaded - written };
  },

  /** Milliseconds per durable edit. */
  async timeEdits(count: number): Promise<readonly number[]> {
    const times: number[] = [];
    for (let index = 0; index < count; index++) {
      const started = performance.now();
      await commands.append(1);
      times.push(performance.now() - started);
    }
    return times.sort((a, b) => a - b);
  },

  lead(name: string): void {
    createLeaderLock().lead(name, async (lost) => {
      leading = true;
      if (!lost.aborted) await new Promise((resolve) => lost.addEventListener('abort', resolve, { once: true }));
      leading = false;
    });
  },

  leading: () => leading,

  stoleLock: () => stoleLock,
};

export type Commands = typeof commands;

async function kindOf(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return nameOf(error);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error && 'kind' in error ? String(error.kind) : String(error);
}

/** Random text, which cannot be compressed. */
function noise(bytes: number): string {
  let text = '';
  while (text.length < bytes) text += crypto.randomUUID();
  return text;
}

Object.assign(globalThis, { tab: commands });
